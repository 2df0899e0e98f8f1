package dev.restore4j.spi;

import dev.restore4j.event.RestoreListener;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.PrivateNotes;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of one client share: the journal where they are written down, the time that they wait on, where
 * their ids come from, who hears of all of them, and what is known of how long they take. Thread-safe.
 */
public final class RestoreEnvironment implements AutoCloseable {

    /** Who is woken ends what it writes, or gives up an exchange or a child process. */
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final Journal journal;
    private final TimeSource time;
    private final RandomGenerator random;
    private final List<RestoreListener> listeners;
    private final RestoreDurations durations;
    private final @Nullable Account account;
    private final Set<Driving> driving = ConcurrentHashMap.newKeySet();
    private final PrivateNotes privateNotes;
    private volatile boolean closed;

    /**
     * Makes an environment.
     *
     * @param journal where operations are written down
     * @param time what they wait on
     * @param random where their ids come from
     * @param listeners who hears of all of them
     * @param durations what is known of how long they take
     */
    public RestoreEnvironment(
            Journal journal,
            TimeSource time,
            RandomGenerator random,
            List<RestoreListener> listeners,
            RestoreDurations durations) {
        this(journal, time, random, listeners, durations, null);
    }

    private RestoreEnvironment(
            Journal journal,
            TimeSource time,
            RandomGenerator random,
            List<RestoreListener> listeners,
            RestoreDurations durations,
            @Nullable Account account) {
        this.journal = Objects.requireNonNull(journal, "journal");
        this.privateNotes = journal.privateNotes().orElseGet(PrivateNotes::inMemory);
        this.time = Objects.requireNonNull(time, "time");
        this.random = Objects.requireNonNull(random, "random");
        this.listeners = List.copyOf(listeners);
        this.durations = Objects.requireNonNull(durations, "durations");
        this.account = account;
    }

    /**
     * {@return another environment of the same parts, for a client of an account: its operations are gone on with, watched
     * and settled by clients of the same address only}
     *
     * @param used the account
     */
    public RestoreEnvironment of(Account used) {
        return new RestoreEnvironment(
                journal, time, random, listeners, durations, Objects.requireNonNull(used, "account"));
    }

    /** {@return whom the client speaks to, and as whom; empty where targets are not at an address} */
    public Optional<Account> account() {
        return Optional.ofNullable(account);
    }

    /** {@return where operations are written down} */
    public Journal journal() {
        return journal;
    }

    /** {@return the journal's private notes; where it has none, some that are gone with this environment} */
    public PrivateNotes privateNotes() {
        return privateNotes;
    }

    /** {@return what operations wait on} */
    public TimeSource time() {
        return time;
    }

    /** {@return where ids come from} */
    public RandomGenerator random() {
        return random;
    }

    /** {@return who hears of all operations} */
    public List<RestoreListener> listeners() {
        return listeners;
    }

    /** {@return what is known of how long restores take} */
    public RestoreDurations durations() {
        return durations;
    }

    /**
     * Runs what drives an operation on a thread of its own.
     *
     * @param name the thread's name
     * @param driver what drives; it looks at {@link #isClosed()} whenever it wakes, and ends when that is so
     * @param alarm wakes the driver; called when this environment is closed
     * @throws IllegalStateException if this environment is closed
     */
    public void drive(String name, Runnable driver, Runnable alarm) {
        if (closed) {
            throw new IllegalStateException("The client is closed. Make another one; the journal has every operation.");
        }
        Driving mine = new Driving(alarm);
        driving.add(mine);
        time.fork(name, () -> mine.run(driver));
    }

    /** {@return whether drivers are to end} */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Stops driving: waiting ends with a {@code WaitInterruptedException}, restores go on, and nothing is cancelled. A
     * request that is under way is awaited first, so that its answer is in the journal; and so are, for 5 seconds at most, drivers
     * that are just writing something. A driver that closes this waits for nobody.
     */
    @Override
    public void close() {
        closed = true;
        List<Driving> all = List.copyOf(driving);
        all.forEach(each -> each.alarm.run());
        if (all.stream().anyMatch(each -> each.thread == Thread.currentThread())) {
            return;
        }
        CompletableFuture<?>[] left = all.stream().map(each -> each.left).toArray(CompletableFuture<?>[]::new);
        try {
            time.await(CompletableFuture.allOf(left), time.nanoTime() + LEAVING.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A driver from its start to its end. */
    private final class Driving {

        private final Runnable alarm;
        private final CompletableFuture<Void> left = new CompletableFuture<>();
        private volatile @Nullable Thread thread;

        Driving(Runnable alarm) {
            this.alarm = alarm;
        }

        void run(Runnable driver) {
            thread = Thread.currentThread();
            try {
                driver.run();
            } finally {
                driving.remove(this);
                left.complete(null);
            }
        }
    }
}
