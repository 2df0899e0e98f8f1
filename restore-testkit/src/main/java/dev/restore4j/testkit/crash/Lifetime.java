package dev.restore4j.testkit.crash;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Lease;
import dev.restore4j.testkit.time.VirtualTime.Action;
import dev.restore4j.time.TimeSource;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/**
 * The life of one process, that may end where a test wants it to: before or after any write to the journal, before or after
 * any request is sent, or at any wake-up. From then on everything that the process still tries fails with a {@link Crash},
 * on all its threads, and its leases are free.
 *
 * <p>Give a program its journal, its HTTP client and its time through a lifetime. What it is started with again is another
 * lifetime of the same journal. To try every boundary, count up until the program survives:
 *
 * <pre>{@code
 * boolean survived = false;
 * for (int boundary = 0; !survived; boundary++) {
 *     Lifetime life = Lifetime.endingAt(boundary);
 *     survived = life.run(() -> program(life.journal(disk), life.http(fake.httpClient()), life.time(fake.time())));
 *     // start it again with Lifetime.unlimited(), and ask the fake for the truth
 * }
 * }</pre>
 *
 * <p>This is no process: static state survives, and {@code finally} blocks run, though nothing that they do to the journal or
 * over HTTP takes effect. Thread-safe; the same course of events every time only in {@link dev.restore4j.testkit.time.VirtualTime}.
 */
public final class Lifetime {

    private static final int NEVER = -1;

    private final int last;
    private final List<String> passed = new ArrayList<>();
    private final List<Lease> leases = new ArrayList<>();
    private boolean over;

    private Lifetime(int last) {
        this.last = last;
    }

    /** {@return a life that does not end by itself; its boundaries are only counted} */
    public static Lifetime unlimited() {
        return new Lifetime(NEVER);
    }

    /**
     * {@return a life that ends at a boundary}
     *
     * @param boundary which of those that the process passes, counted from 0; what comes before it is done, and what
     *     comes after it is not
     */
    public static Lifetime endingAt(int boundary) {
        if (boundary < 0) {
            throw new IllegalArgumentException("boundaries are counted from 0: " + boundary);
        }
        return new Lifetime(boundary);
    }

    /**
     * {@return the journal as the process sees it; boundaries are before and after each write}
     *
     * @param disk what survives; {@code Journal.inMemory()} is counted as safe from crashes, too
     */
    public Journal journal(Journal disk) {
        return new MortalJournal(disk, this);
    }

    /**
     * {@return the client as the process sees it; boundaries are before and after the sending of each request}
     *
     * @param wire how Aura is reached
     */
    public HttpClient http(HttpClient wire) {
        return new MortalHttp(wire, this);
    }

    /**
     * {@return the time as the process sees it; boundaries are its wake-ups}
     *
     * @param world the time of the fake
     */
    public TimeSource time(TimeSource world) {
        return new MortalTime(world, this);
    }

    /**
     * Runs a program for as long as it lives.
     *
     * @param <E> what the program may throw
     * @param program what to run; what it throws when its life is over was thrown by a dead one, and is dropped
     * @return whether it came to its own end
     * @throws E what it throws while it lives
     */
    @SuppressWarnings("unchecked")
    public <E extends Exception> boolean run(Action<E> program) throws E {
        try {
            program.run();
        } catch (Crash e) {
            return false;
        } catch (Exception e) {
            if (!isOver()) {
                throw (E) e;
            }
        }
        return !isOver();
    }

    /**
     * A boundary of the program's own, such as one between two things that it does with a restore's result.
     *
     * @param boundary its name, for messages
     * @throws Crash if the life ends here, or is over
     */
    public void pass(String boundary) {
        List<Lease> freed;
        synchronized (this) {
            mustGoOn(boundary);
            passed.add(boundary);
            if (passed.size() - 1 != last) {
                return;
            }
            over = true;
            freed = List.copyOf(leases);
        }
        freed.forEach(Lease::close); // as the operating system does
        throw new Crash(boundary);
    }

    /** {@return whether it has ended} */
    public synchronized boolean isOver() {
        return over;
    }

    /** {@return the boundaries so far, by name, in their order} */
    public synchronized List<String> passed() {
        return List.copyOf(passed);
    }

    /** {@return how far it came} */
    @Override
    public synchronized String toString() {
        return passed.size() + " boundaries passed" + (over ? ", ended " + passed.get(passed.size() - 1) : "");
    }

    /** For what is no boundary of its own, but impossible for the dead. */
    synchronized void mustGoOn(String what) {
        if (over) {
            throw new Crash(what);
        }
    }

    /** A lease that ends with this life. */
    Lease holding(Lease lease) {
        synchronized (this) {
            if (!over) {
                leases.add(lease);
                return lease;
            }
        }
        lease.close();
        throw new Crash("taking a lease");
    }
}
