package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An ordinary user, as whom root starts what refuses to be started by root. */
record SystemUser(UserPrincipal principal) {

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Returns the first of these whom this machine knows. */
    static SystemUser firstOf(String... names) {
        for (String name : names) {
            Optional<UserPrincipal> known = lookUp(name);
            if (known.isPresent()) {
                return new SystemUser(known.get());
            }
        }
        throw new TestServerException("root needs an ordinary user to start a server as: one of "
                + String.join(", ", names) + ", and this machine knows none");
    }

    private static Optional<UserPrincipal> lookUp(String name) {
        try {
            return Optional.of(
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TestServerException("the users of this machine cannot be looked up", e);
        }
    }

    String name() {
        return principal.getName();
    }

    /** The same command as this user; the process becomes the program and keeps its id. */
    List<String> command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "exec setpriv --reuid=\"$0\" --regid=\"$(id -g \"$0\")\" --clear-groups -- \"$@\"",
                name(),
                program.toString()));
        command.addAll(arguments);
        return command;
    }
}
