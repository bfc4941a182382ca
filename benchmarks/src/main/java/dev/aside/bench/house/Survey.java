package dev.aside.bench.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Reads source by the JDK's own parser. */
final class Survey extends TreeScanner<@Nullable Void, @Nullable Void> {
    private static final String MAIN = "src/main/java";

    private final CompilationUnitTree file;
    private final SourcePositions positions;
    private final Set<String> names = new HashSet<>();
    private final List<Integer> methods = new ArrayList<>();

    private Survey(CompilationUnitTree file, SourcePositions positions) {
        this.file = file;
        this.positions = positions;
    }

    /**
     * Reads the source of some modules; their tests are not part of the house.
     *
     * @param root the repository's folder
     * @param modules the modules' folders below it
     */
    static List<Room> of(Path root, List<String> modules) {
        return modules.stream().flatMap(module -> rooms(root, module).stream()).toList();
    }

    private static List<Room> rooms(Path root, String module) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> paths = Files.walk(root.resolve(module).resolve(MAIN))) {
            List<Path> sources = paths.filter(Survey::isRoom).sorted().toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<Room> rooms = new ArrayList<>();
            for (CompilationUnitTree file : task.parse()) {
                rooms.add(new Survey(file, positions).room(module));
            }
            return rooms;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What describes a package or a module ties nothing. */
    private static boolean isRoom(Path path) {
        return path.toString().endsWith(".java")
                && !path.getFileName().toString().endsWith("-info.java");
    }

    private Room room(String module) throws IOException {
        scan(file, null);
        String text = file.getSourceFile().getCharContent(true).toString();
        Path path = Path.of(file.getSourceFile().toUri());
        int shown = (int) types().filter(Survey::isPublic).count();
        return new Room(
                module,
                Objects.requireNonNull(file.getPackageName(), "a file in no package")
                        .toString(),
                path.getFileName().toString().replace(".java", ""),
                text.lines().map(String::strip).toList(),
                imports(),
                names,
                methods,
                shown,
                (int) types().count() - shown);
    }

    /** An import of a constant or a method is one of its type. */
    private Set<String> imports() {
        return file.getImports().stream()
                .map(line -> line.isStatic()
                        ? line.getQualifiedIdentifier().toString().replaceFirst("\\.[^.]+$", "")
                        : line.getQualifiedIdentifier().toString())
                .collect(Collectors.toSet());
    }

    private Stream<ClassTree> types() {
        return file.getTypeDecls().stream().filter(ClassTree.class::isInstance).map(ClassTree.class::cast);
    }

    private static boolean isPublic(ClassTree type) {
        return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void nothing) {
        names.add(name.getName().toString());
        return super.visitIdentifier(name, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        if (method.getBody() != null) {
            methods.add(linesBetweenBraces(method.getBody()));
        }
        return super.visitMethod(method, null);
    }

    private int linesBetweenBraces(Tree body) {
        long first = line(positions.getStartPosition(file, body));
        long last = line(positions.getEndPosition(file, body));
        return (int) Math.max(0, last - first - 1);
    }

    private long line(long position) {
        return file.getLineMap().getLineNumber(position);
    }
}
