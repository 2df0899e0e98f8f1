package dev.restore4j.journal;

import dev.restore4j.error.JournalException;
import dev.restore4j.journal.Journal.Creation.Created;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.Journal.Lease;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.operation.OperationId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Another process on a journal's directory: does what its standard input says, a command a line, and answers each. */
final class JournalChild {

    private static final BufferedReader IN =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private final FileJournal journal;
    private Optional<Lease> lease = Optional.empty();
    private Head head = new Head(0, "");

    private JournalChild(Path directory) {
        this.journal = FileJournal.at(directory);
    }

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws IOException {
        JournalChild child = new JournalChild(Path.of(arguments[0]));
        for (String line = IN.readLine(); line != null; line = IN.readLine()) {
            String[] words = line.split(" ");
            try {
                answer(child.obey(words));
            } catch (JournalException e) {
                answer("refused: " + e.getMessage());
            }
        }
    }

    private static void answer(String text) {
        System.out.println(text.replace('\n', ' '));
        System.out.flush();
    }

    private String obey(String[] words) throws IOException {
        return switch (words[0]) {
            case "ready" -> "ready";
            case "lease" -> lease(words[1]);
            case "release" -> release();
            case "probe" -> probe();
            case "create" -> create(Integer.parseInt(words[1]));
            case "append" -> append(Integer.parseInt(words[1]));
            case "half" -> half();
            case "race" -> race(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String lease(String target) {
        lease = journal.tryLease(target);
        return lease.isPresent() ? "leased" : "refused";
    }

    private String release() {
        lease.orElseThrow().close();
        return "released";
    }

    private String probe() {
        journal.probe();
        return "probed";
    }

    private String create(int length) {
        head = ((Created) journal.create(Sample.operation(Sample.ID), entry(length))).head();
        return "created";
    }

    /** Appends for ever, and answers each time. */
    private String append(int length) {
        while (true) {
            head = journal.append(Sample.ID, head, entry(length)).orElseThrow();
            answer("appended " + head.sequence());
        }
    }

    /** Stops in the middle of writing the last line, with the lock, until it is told to go on. */
    private String half() throws IOException {
        byte[] whole = Sample.bytes(journal);
        return new FileLocks(journal.directory()).exclusively(() -> {
            Sample.write(journal, Arrays.copyOf(whole, whole.length - 20));
            answer("half");
            String told = IN.readLine();
            Sample.write(journal, whole);
            return told + " done";
        });
    }

    /** Creates operations that another process creates as well. */
    private String race(int operations) {
        StringBuilder won = new StringBuilder("won");
        for (int i = 0; i < operations; i++) {
            String name = i % 2 == 0 ? "name " + i : null;
            JournalledOperation operation =
                    new JournalledOperation(OperationId.random(new SecureRandom()), name, "test:" + i);
            if (journal.create(operation, entry(10)) instanceof Created) {
                won.append(' ').append(i);
            }
        }
        return won.toString();
    }

    private static JournalEntry entry(int length) {
        return new JournalEntry("entry", Sample.AT, Effect.CONTINUES, Map.of("text", "x".repeat(length)));
    }
}
