package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Announced;
import dev.restore4j.aura.console.Completion;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.spi.Workbench;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upload of one file for one operation. Overwrites nothing: what is not said to be whole is thrown away by Aura.
 *
 * <p>One {@link #send} at a time. Everything waits on the workbench; a cancellation ends all exchanges, and leaves what is
 * remembered for whoever goes on.
 */
public final class Upload {

    private static final Logger LOG = LoggerFactory.getLogger("dev.restore4j.aura.AuraClient");

    private static final String THERE_ALREADY =
            "the store has an archive there already that this operation did not send";

    private final VerifiedFile file;
    private final ConsoleSession session;
    private final Exchange exchange;
    private final UploadMemory memory;

    /**
     * Makes one; sends nothing.
     *
     * @param file what is sent
     * @param session the Console of the database that is to be overwritten
     * @param exchange sends to the store; its time and limit do not matter
     * @param memory what the operation remembers, which is forgotten by whoever made it
     */
    public Upload(VerifiedFile file, ConsoleSession session, Exchange exchange, UploadMemory memory) {
        this.file = file;
        this.session = session;
        this.exchange = exchange;
        this.memory = memory;
    }

    /**
     * Asks the Console whether a database fits; tried again after what may pass.
     *
     * @param bench waits
     * @param session the Console
     * @param fullSize bytes of the unpacked store as the archive's header states them, else of the file
     * @throws RestoreRejectedException {@code file-too-big} with the service's words, if it does not
     * @throws RestoreException if nobody knows
     * @throws InterruptedException as the workbench
     */
    public static void checkSize(Workbench bench, ConsoleSession session, long fullSize) throws InterruptedException {
        BenchTime time = new BenchTime(bench);
        try {
            new ConsoleSteps(session, time).checkSize(fullSize);
        } catch (InterruptedException e) {
            throw time.original(e);
        }
    }

    /**
     * Goes on with what is remembered, else begins; sends what is missing.
     *
     * @param bench waits, and hears of the progress
     * @return when the store has every byte, and of parts the Console has confirmed each
     * @throws RestoreRejectedException {@code file-changed}, {@code file-unreadable} or {@code archive-there-already}; or what the Console
     *     refuses
     * @throws UnavailableException if it did not get further for some minutes; what has arrived stays for the next time
     * @throws RestoreException if it cannot be sent
     * @throws InterruptedException as the workbench
     */
    public Uploaded send(Workbench bench) throws InterruptedException {
        BenchTime time = new BenchTime(bench);
        Gauge gauge = new Gauge(bench, file.size());
        Sending sending = new Sending(
                file,
                new ConsoleSteps(session, time),
                new Store(exchange, time, file, gauge),
                gauge,
                time,
                known -> memory.write(known.text(file, session.place())));
        try {
            return sent(sending);
        } catch (InterruptedException e) {
            throw time.original(e);
        }
    }

    private Uploaded sent(Sending sending) throws InterruptedException {
        file.check(sending.time());
        Tries beginnings = new Tries(sending.time());
        Remembered known = remembered().orElse(null);
        Announced announced = known == null ? sending.console().announce(file) : null;
        lookAtTheWay(sending, known == null ? given(announced).links().stream().findFirst() : known.any());
        boolean lastByteSent = false;
        boolean foreign = false;
        while (true) {
            Outcome outcome =
                    known != null ? goneOnWith(sending, known) : begun(sending, given(announced), lastByteSent);
            if (outcome instanceof Outcome.Whole whole) {
                file.check(sending.time());
                sending.gauge().reportWhole();
                return new Uploaded(
                        new Completion(file.crc32(), whole.parts()),
                        sending.gauge().sent());
            }
            if (foreign && outcome instanceof Outcome.Foreign) {
                throw thereAlready();
            }
            foreign |= outcome instanceof Outcome.Foreign;
            Outcome.Gone gone = outcome instanceof Outcome.Gone given ? given : new Outcome.Gone(THERE_ALREADY, null);
            LOG.info("The upload begins anew: {}", gone.why());
            lastByteSent |= remembered().map(Remembered::isLastByteSent).orElse(false);
            memory.forget();
            beginnings.awaitNext(new UnavailableException(
                    "The upload was given up by the service again and again; at last, " + gone.why()
                            + ". Nothing was overwritten. Try again later.",
                    (Duration) null,
                    null));
            file.check(sending.time());
            known = null;
            announced = gone.successor() == null ? sending.console().announce(file) : gone.successor();
        }
    }

    private static Announced given(@Nullable Announced announced) {
        if (announced == null) {
            throw new IllegalStateException("nothing was announced");
        }
        return announced;
    }

    private Optional<Remembered> remembered() {
        return memory.read().flatMap(text -> Remembered.parse(text, file, session.place()));
    }

    private RestoreRejectedException thereAlready() {
        return new RestoreRejectedException(
                "archive-there-already",
                "The store behind " + session.place()
                        + " has an archive there already that this operation did not send, and"
                        + " takes no other; nobody knows which bytes it has. Nothing was overwritten. Aura throws it away in"
                        + " time: try again some hours later, or with a file of another time.",
                null,
                null);
    }

    private static Outcome goneOnWith(Sending sending, Remembered known) throws InterruptedException {
        LOG.info("Goes on with an {}", known);
        return known.isInParts() ? PartsUpload.goOn(sending, known) : SessionUpload.goOn(sending, known);
    }

    private static Outcome begun(Sending sending, Announced announced, boolean lastByteSent)
            throws InterruptedException {
        LOG.info("Begins an {}", announced);
        return announced.isInParts()
                ? PartsUpload.begin(sending, announced)
                : SessionUpload.begin(sending, announced.links().get(0), lastByteSent);
    }

    /** Before much is sent. What it finds is for people; whoever cannot send there at all is told at once. */
    private void lookAtTheWay(Sending sending, Optional<URI> address) throws InterruptedException {
        if (file.isLarge() && address.isPresent()) {
            LOG.info("The way to the store {}", new StoreReach(exchange, sending.time()).probe(address.get()));
        }
    }
}
