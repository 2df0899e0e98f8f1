package dev.restore4j.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract notices what is broken: each of its tests fails for some journal. */
class JournalContractTest {

    @TestFactory
    Stream<DynamicTest> aBrokenJournalIsNoticed() {
        return broken().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(),
                        () -> assertThat(failures(each.getValue())).isNotEmpty()));
    }

    @Test
    void eachTestNoticesSomething() throws ReflectiveOperationException {
        Set<String> failures = new TreeSet<>();
        for (Supplier<Journal> journal : broken().values()) {
            failures.addAll(failures(journal));
        }
        assertThat(failures)
                .containsExactlyElementsOf(
                        new TreeSet<>(tests().map(Method::getName).toList()));
    }

    @Test
    void aJournalThatIsNotBrokenIsNot() throws ReflectiveOperationException {
        assertThat(failures(BrokenJournal::new)).isEmpty();
    }

    private static Map<String, Supplier<Journal>> broken() {
        Map<String, Supplier<Journal>> journals = new LinkedHashMap<>();
        journals.put("it ignores heads", IgnoresHeads::new);
        journals.put("it compares the sequence alone", ComparesSequences::new);
        journals.put("it appends what it refuses", AppendsWhatItRefuses::new);
        journals.put(
                "it forgets names",
                () -> new Creates(named -> new JournalledOperation(named.id(), null, named.target())));
        journals.put(
                "it takes any number of operations on a target",
                () -> new Creates(operation -> new JournalledOperation(
                        operation.id(), operation.name(), operation.target() + operation.id())));
        journals.put(
                "it folds case",
                () -> new Creates(operation -> new JournalledOperation(
                        operation.id(),
                        operation.name() == null ? null : operation.name().toLowerCase(Locale.ROOT),
                        operation.target().toLowerCase(Locale.ROOT))));
        journals.put(
                "it takes no name for a name",
                () -> new Creates(operation -> new JournalledOperation(
                        operation.id(), operation.name() == null ? "" : operation.name(), operation.target())));
        journals.put("it keeps names that were released", KeepsNames::new);
        journals.put("it cuts texts", CutsTexts::new);
        journals.put("it gives a lease to everybody", LeasesToAll::new);
        journals.put("it leases everything at once", LeasesEverything::new);
        journals.put("it gives back what others have", GivesBackTwice::new);
        journals.put("it locks writers out", LocksWritersOut::new);
        journals.put("its probe stays", ProbeStays::new);
        journals.put("it shows what changes", ShowsChanges::new);
        journals.put("it is nowhere", Nowhere::new);
        return journals;
    }

    private static Set<String> failures(Supplier<Journal> journal) throws ReflectiveOperationException {
        Set<String> failures = new TreeSet<>();
        for (Method test : tests().toList()) {
            Journal opened = journal.get();
            JournalContract contract = new JournalContract() {
                @Override
                protected Journal open() {
                    return opened;
                }
            };
            try {
                test.invoke(contract);
            } catch (InvocationTargetException e) {
                failures.add(test.getName());
            }
        }
        return failures;
    }

    private static Stream<Method> tests() {
        List<Method> tests = Arrays.stream(JournalContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
        assertThat(tests).hasSizeGreaterThan(15);
        return tests.stream();
    }

    /** Appends at any head. */
    private static final class IgnoresHeads extends BrokenJournal {
        @Override
        public synchronized Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
            return read(operation).flatMap(log -> super.append(operation, log.head(), entry));
        }
    }

    /** Does not look at the hash. */
    private static final class ComparesSequences extends BrokenJournal {
        @Override
        public synchronized Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
            return read(operation)
                    .filter(log -> log.head().sequence() == expected.sequence())
                    .flatMap(log -> super.append(operation, log.head(), entry));
        }
    }

    /** Says that it did not, and did. */
    private static final class AppendsWhatItRefuses extends BrokenJournal {
        @Override
        public synchronized Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
            Optional<Head> head = super.append(operation, expected, entry);
            if (head.isEmpty()) {
                read(operation).ifPresent(log -> super.append(operation, log.head(), entry));
            }
            return head;
        }
    }

    /** Creates something else than it was given. */
    private static final class Creates extends BrokenJournal {
        private final UnaryOperator<JournalledOperation> change;

        Creates(UnaryOperator<JournalledOperation> change) {
            this.change = change;
        }

        @Override
        public Creation create(JournalledOperation operation, JournalEntry first) {
            return super.create(change.apply(operation), first);
        }
    }

    /** As a unique column that knows nothing of released names. */
    private static final class KeepsNames extends BrokenJournal {
        @Override
        public Creation create(JournalledOperation operation, JournalEntry first) {
            for (JournalLog log : list()) {
                if (operation.name() != null
                        && operation.name().equals(log.operation().name())) {
                    return new Creation.NameUsed(log.operation().id());
                }
            }
            return super.create(operation, first);
        }
    }

    /** As a column of 255 characters does. */
    private static final class CutsTexts extends BrokenJournal {
        @Override
        public Creation create(JournalledOperation operation, JournalEntry first) {
            Map<String, String> cut = new LinkedHashMap<>(first.data());
            cut.replaceAll((key, value) -> value.substring(0, Math.min(255, value.length())));
            return super.create(operation, new JournalEntry(first.type(), first.at(), first.effect(), cut));
        }
    }

    /** Has no leases. */
    private static final class LeasesToAll extends BrokenJournal {
        @Override
        public Optional<Lease> tryLease(String target) {
            return Optional.of(() -> {});
        }
    }

    /** Has one lease for all targets, and never takes it back. */
    private static final class LeasesEverything extends BrokenJournal {
        @Override
        public Optional<Lease> tryLease(String target) {
            return inner.tryLease("all").map(lease -> () -> {});
        }
    }

    /** Deletes the row of whoever has the lease. */
    private static final class GivesBackTwice extends BrokenJournal {
        private final Set<String> leased = new TreeSet<>();

        @Override
        public synchronized Optional<Lease> tryLease(String target) {
            return leased.add(target) ? Optional.of(() -> leased.remove(target)) : Optional.empty();
        }
    }

    /** Takes the lease for a lock. */
    private static final class LocksWritersOut extends BrokenJournal {
        private volatile boolean leased;

        @Override
        public Optional<Lease> tryLease(String target) {
            leased = true;
            return super.tryLease(target);
        }

        @Override
        public Optional<Head> append(OperationId operation, Head expected, JournalEntry entry) {
            return leased ? Optional.empty() : super.append(operation, expected, entry);
        }
    }

    /** Writes something to see whether it can, and leaves it. */
    private static final class ProbeStays extends BrokenJournal {
        @Override
        public void probe() {
            OperationId id = OperationId.random(new Random());
            create(new JournalledOperation(id, null, "probe" + id), JournalSamples.entry("probe"));
        }
    }

    /** Reads late. */
    private static final class ShowsChanges extends BrokenJournal {
        @Override
        public Optional<JournalLog> read(OperationId operation) {
            return super.read(operation)
                    .map(log -> new JournalLog(log.operation(), log.entries(), new Head(0, "now"), log.warnings()));
        }
    }

    /** Does not say where it is. */
    private static final class Nowhere extends BrokenJournal {
        @Override
        public String location() {
            return " ";
        }
    }
}
