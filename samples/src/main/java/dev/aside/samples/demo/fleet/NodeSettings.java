package dev.aside.samples.demo.fleet;

import dev.aside.cache.Consistency;
import dev.aside.samples.demo.trace.Trace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node is told when it starts, by its standard input: a command line is seen by everybody on the machine, and a JDBC
 * URL may hold a password.
 *
 * @param plan what the whole fleet does
 * @param node which node it is, from 0
 * @param life counts all processes of the run from 1
 * @param from the first access of its share that nobody before it has taken up
 * @param servers where the node finds the cache servers that changes go to
 * @param readers where it finds servers that follow those, for reads that may go there
 * @param urls where it finds the database's servers
 * @param keyPrefix what the run's keys begin with
 * @param directory where journals are
 */
record NodeSettings(
        FleetPlan plan,
        int node,
        int life,
        int from,
        List<String> servers,
        List<String> readers,
        List<String> urls,
        String keyPrefix,
        Path directory) {

    void write(DataOutput out) throws IOException {
        out.writeUTF(plan.trace().name());
        out.writeInt(plan.limit());
        out.writeInt(plan.nodes());
        out.writeDouble(plan.writes());
        out.writeInt(plan.threads());
        out.writeUTF(plan.mode().toString());
        out.writeInt(plan.capacity());
        out.writeBoolean(plan.near());
        out.writeUTF(plan.tier().name());
        out.writeUTF(plan.source().name());
        out.writeInt(node);
        out.writeInt(life);
        out.writeInt(from);
        out.writeUTF(String.join(",", servers));
        out.writeUTF(String.join(",", readers));
        out.writeInt(urls.size());
        for (String url : urls) {
            out.writeUTF(url);
        }
        out.writeUTF(keyPrefix);
        out.writeUTF(directory.toString());
    }

    static NodeSettings read(DataInput in) throws IOException {
        FleetPlan plan = new FleetPlan(
                Trace.valueOf(in.readUTF()),
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                in.readInt(),
                Consistency.parse(in.readUTF()),
                in.readInt(),
                in.readBoolean(),
                FarTier.valueOf(in.readUTF()),
                Source.valueOf(in.readUTF()));
        return new NodeSettings(
                plan,
                in.readInt(),
                in.readInt(),
                in.readInt(),
                places(in.readUTF()),
                places(in.readUTF()),
                urls(in),
                in.readUTF(),
                Path.of(in.readUTF()));
    }

    private static List<String> urls(DataInput in) throws IOException {
        List<String> urls = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            urls.add(in.readUTF());
        }
        return urls;
    }

    private static List<String> places(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(",", -1));
    }

    Path journal(int thread) {
        return directory.resolve("node-" + node + "-life-" + life + "-thread-" + thread + ".journal");
    }

    Path meter() {
        return directory.resolve("node-" + node + "-life-" + life + ".meter");
    }

    Path log() {
        return directory.resolve("node-" + node + "-life-" + life + ".log");
    }
}
