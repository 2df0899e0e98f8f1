package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.AdminFault.Kind;
import dev.restore4j.testkit.admin.Terminal.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Does what the fault of this run says, at the places where it can happen. */
final class Mischief {

    static final String GRANDCHILDREN = "grandchildren";

    private static final Duration FOR_EVER = Duration.ofDays(10);

    private final Optional<AdminFault> fault;
    private final Terminal terminal;
    private final Path state;

    Mischief(Optional<AdminFault> fault, Terminal terminal, Path state) {
        this.fault = fault;
        this.terminal = terminal;
        this.state = state;
    }

    Optional<AdminFault> find(Kind kind) {
        return fault.filter(each -> each.is(kind));
    }

    boolean has(Kind kind) {
        return find(kind).isPresent();
    }

    /** Before anything is printed. */
    void atStart() {
        find(Kind.PRINTS).ifPresent(each -> flood(Long.parseLong(each.value(0))));
        find(Kind.TEXT).ifPresent(each -> {
            throw ToolFailure.plain(Integer.parseInt(each.value(1)), each.value(0));
        });
        find(Kind.UNCAUGHT).ifPresent(each -> {
            throw ToolFailure.plain(
                    ToolFailure.SOFTWARE,
                    each.value(0) + "\n\tat org.neo4j.cli.AbstractCommand.call(AbstractCommand.java:92)"
                            + "\n\tat org.neo4j.cli.AdminTool.main(AdminTool.java:82)");
        });
    }

    /** Once the command is at work: half of its output is printed, half of its files are written. */
    void inTheMidst() {
        if (fault.isEmpty()) {
            return;
        }
        switch (fault.get().kind()) {
            case SLOW ->
                terminal.sleep(Duration.ofMillis(Long.parseLong(fault.get().value(0))));
            case HANGS -> hang();
            case HANGS_ON_TERM -> hangOnTerm();
            case KILLED -> kill();
            case HALF_LINE -> {
                terminal.print(Stream.OUT, "Files: 18/3");
                terminal.print(Stream.ERR, "Failed to lo");
                throw ToolFailure.plain(ToolFailure.FAILED, "");
            }
            case GRANDCHILD -> {
                leaveGrandchild();
                throw ToolFailure.plain(ToolFailure.FAILED, "");
            }
            case CLOSES_OUTPUT -> {
                terminal.close();
                hang();
            }
            default -> {}
        }
    }

    /** Before the answer to that step of an upload. */
    void at(UploadStep step) {
        if (find(Kind.HANGS_AT)
                .filter(each -> each.value(0).equals(step.name()))
                .isPresent()) {
            hang();
        }
    }

    private void hang() {
        terminal.sleep(FOR_EVER);
    }

    /** SIGTERM begins the end of this JVM, which then waits for this hook. */
    private void hangOnTerm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::hang));
        hang();
    }

    private void flood(long bytes) {
        String line = "x".repeat(99) + "\n";
        String lines = line.repeat(100);
        for (long written = 0; written < bytes; written += lines.length()) {
            terminal.print(written / lines.length() % 2 == 0 ? Stream.OUT : Stream.ERR, lines);
        }
    }

    private void kill() {
        start("kill -9 " + ProcessHandle.current().pid());
        hang();
    }

    private void leaveGrandchild() {
        Process grandchild = start("trap '' TERM; sleep 600");
        try {
            Files.writeString(
                    state.resolve(GRANDCHILDREN),
                    grandchild.pid() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(String script) {
        try {
            return new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
