package dev.restore4j.it.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads what everybody on the machine may read of the processes that have to do with a directory, over and over, as Linux has it. */
final class Watcher implements AutoCloseable {

    private static final Path PROCESSES = Path.of("/proc");

    private final Path directory;
    private final Set<String> commands = ConcurrentHashMap.newKeySet();
    private final Set<String> environments = ConcurrentHashMap.newKeySet();
    private final Set<String> spools = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "watcher");

    private Watcher(Path directory) {
        this.directory = directory;
        thread.start();
    }

    /** Begins to watch those whose command line names something in the directory. */
    static Watcher of(Path directory) {
        return new Watcher(directory);
    }

    private void run() {
        try {
            do {
                look();
            } while (!over.await(15, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .forEach(process -> {
                        String command = read(process.resolve("cmdline"));
                        if (command.contains(directory + "/") && commands.add(command)) {
                            environments.add(command + '\0' + read(process.resolve("environ")));
                        }
                    });
        } catch (IOException e) {
            // looked at again soon
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.getFileName().toString().startsWith(".upload-"))
                    .map(Watcher::read)
                    .forEach(spools::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            // something went away meanwhile
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone
        }
    }

    /** {@return the argument lists, separated as the system does it} */
    Set<String> commands() {
        return commands;
    }

    /** {@return argument lists with the environments, which only the same user and root may read} */
    Set<String> environments() {
        return environments;
    }

    /** {@return what was in the files that uploads print to, which only the same user and root may read} */
    Set<String> spools() {
        return spools;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
