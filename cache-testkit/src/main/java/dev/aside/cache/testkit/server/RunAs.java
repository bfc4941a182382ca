package dev.aside.cache.testkit.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As whom a server and its tools are run.
 *
 * @param other an ordinary user; nobody where this process is not root's, and they run as whoever runs this
 */
record RunAs(Optional<SystemUser> other) {

    /** As the first of these whom this machine knows, if this process is root's. */
    static RunAs firstOf(String... names) {
        return new RunAs(SystemUser.isRoot() ? Optional.of(SystemUser.firstOf(names)) : Optional.empty());
    }

    List<String> command(Path program, List<String> arguments) {
        if (other.isPresent()) {
            return other.get().command(program, arguments);
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        return command;
    }

    /** Gives a directory, and files in it, to the user. */
    void own(WorkDirectory directory, Path... files) {
        other.ifPresent(owner -> directory.giveTo(owner.principal(), files));
    }

    /** Copies a file there for the user alone: servers refuse a key that others can read. */
    void give(Path file, WorkDirectory directory, String name) {
        own(directory, directory.copyForOneAlone(file, name));
    }
}
