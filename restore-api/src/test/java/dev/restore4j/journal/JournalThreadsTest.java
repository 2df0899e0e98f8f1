package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.fixture.ChildJvm;
import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.Journal.Head;
import dev.restore4j.journal.Journal.Lease;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads, journals and class loaders of one process on one directory; threads that are interrupted. */
class JournalThreadsTest {

    @TempDir
    Path temp;

    @Test
    void aLeaseIsHadOnceAmongAllJournalsOnADirectory() {
        FileJournal one = FileJournal.at(temp);
        FileJournal other = FileJournal.at(temp.resolve("..").resolve(temp.getFileName()));
        Lease lease = one.tryLease("test:1").orElseThrow();

        assertThat(one.tryLease("test:1")).isEmpty();
        assertThat(other.tryLease("test:1")).isEmpty();
        Lease second = other.tryLease("test:2").orElseThrow();

        lease.close();
        Lease again = other.tryLease("test:1").orElseThrow();
        lease.close();
        assertThat(one.tryLease("test:1"))
                .as("closing twice gives nothing back that others have")
                .isEmpty();
        again.close();
        second.close();
    }

    @Test
    void ofManyThreadsOneHasTheLease() throws Exception {
        AtomicInteger having = new AtomicInteger();
        AtomicInteger had = new AtomicInteger();
        atOnce(8, () -> {
            for (int i = 0; i < 200; i++) {
                Optional<Lease> lease = FileJournal.at(temp).tryLease("test:1");
                if (lease.isPresent()) {
                    assertThat(having.incrementAndGet()).isEqualTo(1);
                    had.incrementAndGet();
                    having.decrementAndGet();
                    lease.get().close();
                }
            }
            return null;
        });
        assertThat(had).hasPositiveValue();
    }

    @Test
    void ofManyThreadsOneCreatesAnOperationOfANameAndOneAppendsAtAHead() throws Exception {
        AtomicInteger created = new AtomicInteger();
        List<Integer> appended = new ArrayList<>();
        atOnce(6, () -> {
            FileJournal mine = FileJournal.at(temp);
            if (mine.create(Sample.operation(Sample.ID), Sample.entry("confirmed")) instanceof Creation.Created) {
                created.incrementAndGet();
            }
            int successes = 0;
            for (int i = 0; i < 25; i++) {
                Head head = mine.read(Sample.ID).orElseThrow().head();
                successes +=
                        mine.append(Sample.ID, head, Sample.entry("submitting")).isPresent() ? 1 : 0;
            }
            synchronized (appended) {
                appended.add(successes);
            }
            return null;
        });

        int all = appended.stream().mapToInt(Integer::intValue).sum();
        assertThat(created).hasValue(1);
        assertThat(all).isPositive();
        assertThat(FileJournal.at(temp).read(Sample.ID).orElseThrow().entries()).hasSize(1 + all);
    }

    @Test
    void anInterruptedThreadWritesReadsAndLeasesAsAnyOtherAndStaysInterrupted() {
        FileJournal journal = FileJournal.at(temp);
        Thread.currentThread().interrupt();
        try {
            journal.probe();
            Head head = Sample.create(journal, Sample.ID);
            Sample.append(journal, head, "submitting");
            journal.tryLease("test:1").orElseThrow().close();

            assertThat(journal.read(Sample.ID).orElseThrow().entries()).hasSize(2);
            assertThat(journal.list()).hasSize(1);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void interruptsInTheMiddleOfWritesBreakNone() throws Exception {
        FileJournal journal = FileJournal.at(temp);
        Head head = Sample.create(journal, Sample.ID);
        Thread writer = Thread.currentThread();
        AtomicBoolean over = new AtomicBoolean();
        Thread interrupter = new Thread(() -> {
            while (!over.get()) {
                writer.interrupt();
            }
        });
        interrupter.start();
        try {
            for (int i = 0; i < 100; i++) {
                head = Sample.append(journal, head, "submitting");
            }
        } finally {
            over.set(true);
            while (interrupter.isAlive()) {
                Thread.onSpinWait();
            }
            Thread.interrupted();
        }

        JournalLog log = journal.read(Sample.ID).orElseThrow();
        assertThat(log.entries()).hasSize(101);
        assertThat(log.warnings()).isEmpty();
    }

    /** Two applications of one server have the library twice, and their locks are those of one process. */
    @Test
    void aLeaseIsHadOnceAmongAllClassLoadersAndKeptWhenAnotherAsksInVain() throws Exception {
        try (URLClassLoader application = application();
                ChildJvm child = ChildJvm.of(JournalChild.class.getName(), temp)) {
            Lease lease = FileJournal.at(temp).tryLease("test:1").orElseThrow();

            assertThat(tryLeaseIn(application)).isEmpty();
            assertThat(child.ask("lease test:1")).isEqualTo("refused");

            lease.close();
            assertThat(tryLeaseIn(application)).isPresent();
            assertThat(FileJournal.at(temp).tryLease("test:1")).isEmpty();
            assertThat(child.ask("lease test:1")).isEqualTo("refused");
        }
    }

    @Test
    void classLoadersWriteOneAfterTheOther() throws Exception {
        try (URLClassLoader application = application()) {
            AtomicInteger turn = new AtomicInteger();
            atOnce(4, () -> {
                Object journal = turn.getAndIncrement() % 2 == 0 ? FileJournal.at(temp) : journalIn(application);
                for (int i = 0; i < 20; i++) {
                    journal.getClass().getMethod("probe").invoke(journal);
                }
                return null;
            });
            assertThat(turn).hasValue(4);
        }
    }

    private Optional<?> tryLeaseIn(ClassLoader application) throws ReflectiveOperationException {
        Object journal = journalIn(application);
        return (Optional<?>)
                journal.getClass().getMethod("tryLease", String.class).invoke(journal, "test:1");
    }

    private Object journalIn(ClassLoader application) throws ReflectiveOperationException {
        Class<?> type = application.loadClass(FileJournal.class.getName());
        assertThat(type).isNotSameAs(FileJournal.class);
        return type.getMethod("at", Path.class).invoke(null, temp);
    }

    private static URLClassLoader application() throws MalformedURLException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static void atOnce(int threads, Callable<Void> work) throws Exception {
        CountDownLatch start = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    return work.call();
                }));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
