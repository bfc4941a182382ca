package dev.aside.samples.demo;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.Consistency;
import dev.aside.samples.demo.fleet.Source;
import dev.aside.samples.demo.trace.Trace;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads option values. Each refusal says what is allowed. */
final class Converters {
    private Converters() {}

    /** A trace by its title. */
    static final class OfTrace implements ITypeConverter<Trace> {
        @Override
        public Trace convert(String text) {
            return Trace.titled(text).orElseThrow(() -> allowed(Trace.titles()));
        }
    }

    /** A backend by its title. */
    static final class OfBackend implements ITypeConverter<Backend> {
        @Override
        public Backend convert(String text) {
            for (Backend backend : Backend.values()) {
                if (backend.title().equalsIgnoreCase(text)) {
                    return backend;
                }
            }
            throw allowed(Backend.titles());
        }
    }

    /** How the database is made. */
    static final class OfDatabase implements ITypeConverter<Source> {
        @Override
        public Source convert(String text) {
            boolean isCluster = text.equalsIgnoreCase("cluster");
            if (!isCluster && !text.equalsIgnoreCase("one")) {
                throw allowed("one, cluster");
            }
            return isCluster ? Source.CLUSTER : Source.ONE;
        }
    }

    /** What is left out for comparison. */
    static final class OfControl implements ITypeConverter<Source> {
        @Override
        public Source convert(String text) {
            if (!text.equalsIgnoreCase("no-floors")) {
                throw allowed("no-floors");
            }
            return Source.CLUSTER_BY_HAND;
        }
    }

    /** A consistency mode. */
    static final class OfMode implements ITypeConverter<Consistency> {
        @Override
        public Consistency convert(String text) {
            try {
                return Consistency.parse(text);
            } catch (CacheConfigurationException e) {
                throw allowed("EVENTUAL, BOUNDED(<n>ms) or BOUNDED(<n>s) from 10ms, READ_YOUR_WRITES, STRICT");
            }
        }
    }

    /** A count of at least one. */
    static final class OfPositive implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, Integer.MAX_VALUE);
        }
    }

    /** A count of threads. */
    static final class OfThreads implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, 256);
        }
    }

    /** A count of processes. */
    static final class OfNodes implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return whole(text, 16);
        }
    }

    /** Where a server is. */
    static final class OfAddress implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            String port = text.substring(colon + 1);
            if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
                throw allowed("host:port");
            }
            return InetSocketAddress.createUnresolved(text.substring(0, colon), Integer.parseInt(port));
        }
    }

    /** A percentage, with or without its sign, as a share from 0 to 1. */
    static final class OfShare implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            String number = text.strip().replaceFirst("\\s*%$", "");
            if (!number.matches("\\d{1,3}(\\.\\d{1,9})?") || Double.parseDouble(number) > 100) {
                throw allowed("a percentage from 0 to 100, such as 2 or 0.5%");
            }
            return Double.parseDouble(number) / 100;
        }
    }

    /** A time with its unit. */
    static final class OfTime implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String time = text.strip().toLowerCase(Locale.ROOT);
            if (!time.matches("\\d{1,6}(ms|s|m)")) {
                throw allowed("a time in ms, s or m, such as 500ms, 6s or 2m");
            }
            long number = Long.parseLong(time.replaceFirst("\\D+$", ""));
            if (time.endsWith("ms")) {
                return Duration.ofMillis(number);
            }
            return time.endsWith("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
        }
    }

    /** A file. */
    static final class OfFile implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw allowed("a file's path");
            }
        }
    }

    private static Integer whole(String text, int most) {
        String number = text.replace("_", "").replace(",", "");
        boolean digits = number.matches("\\d{1,10}");
        if (!digits || Long.parseLong(number) < 1 || Long.parseLong(number) > most) {
            throw allowed("a whole number from 1 to " + most);
        }
        return Integer.valueOf(number);
    }

    private static TypeConversionException allowed(String what) {
        return new TypeConversionException("allowed: " + what);
    }
}
