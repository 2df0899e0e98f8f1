package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.AdminFault.Kind;
import dev.restore4j.testkit.admin.Terminal.Stream;
import dev.restore4j.testkit.admin.ToolState.Rule;
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

    private final Optional<Rule> rule;
    private final Optional<AdminFault> fault;
    private final Terminal terminal;
    private final Path state;

    Mischief(Optional<Rule> rule, Terminal terminal, Path state) {
        this.rule = rule;
        this.fault = rule.map(Rule::fault);
        this.terminal = terminal;
        this.state = state;
    }

    Optional<AdminFault> find(Kind kind) {
        return fault.filter(each -> each.is(kind));
    }

    /** {@return whether that is to happen now: who asks lets it happen} */
    boolean has(Kind kind) {
        find(kind).ifPresent(each -> strike());
        return find(kind).isPresent();
    }

    /** It has changed this run: written before it acts, since it may be the end of the process. */
    void strike() {
        CallLog log = new CallLog(state);
        rule.filter(each -> !log.hasStruck(each)).ifPresent(log::strike);
    }

    /** Before anything is printed. */
    void atStart() {
        switch (fault.map(AdminFault::kind).orElse(Kind.SLOW)) {
            case PRINTS, TEXT, UNCAUGHT -> strike();
            default -> {}
        }
        // SIGTERM begins the end of this JVM, which then waits for the hook; a run that ends by itself does not
        find(Kind.HANGS_ON_TERM).ifPresent(each -> Runtime.getRuntime().addShutdownHook(new Thread(this::hang)));
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
            case SLOW, WAITS_FOR, HANGS, HANGS_ON_TERM, KILLED, HALF_LINE, GRANDCHILD, CLOSES_OUTPUT -> strike();
            default -> {}
        }
        switch (fault.get().kind()) {
            case SLOW ->
                terminal.sleep(Duration.ofMillis(Long.parseLong(fault.get().value(0))));
            case WAITS_FOR -> await(Path.of(fault.get().value(0)));
            case HANGS -> hang();
            case HANGS_ON_TERM -> hang();
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
        if (hangsAt(step)) {
            strike();
            hang();
        }
    }

    /** Nothing else will come: it counts from here, since who reads what is printed now may end the run before that step. */
    void comesTo(UploadStep step) {
        if (hangsAt(step)) {
            strike();
        }
    }

    private boolean hangsAt(UploadStep step) {
        return find(Kind.HANGS_AT)
                .filter(each -> each.value(0).equals(step.name()))
                .isPresent();
    }

    private void await(Path file) {
        while (!Files.exists(file)) {
            terminal.sleep(Duration.ofMillis(10));
        }
    }

    private void hang() {
        terminal.sleep(FOR_EVER);
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
