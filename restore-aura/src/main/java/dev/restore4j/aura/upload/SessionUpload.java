package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.SignedAddress;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.error.ProtocolException;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file through one resumable session, as Google's store has them: one request with all that is missing, and after
 * whatever came between, the question how much has arrived. For the sending thread.
 */
final class SessionUpload {

    private static final String OPENING = "Opening a session for the upload";
    private static final String ASKING = "Asking how much has arrived";
    private static final String SENDING = "Sending the file";

    private final Sending sending;
    private final URI session;
    private final Tries tries;
    private final Headway headway;
    private boolean lastByteSent;
    private boolean claimed;
    private Next next;
    private long position;
    private long furthest;
    private String why = "";

    /** What the session has, up to a position that it has told. */
    private Checksum there = Checksum.NONE;

    /** All that was sent; null unless the last request took it to the end. */
    private @Nullable Checksum all;

    private enum Next {
        ASK,
        SEND,
        WHOLE,
        FOREIGN,
        GONE
    }

    private SessionUpload(Sending sending, Remembered known, Next next) {
        this.sending = sending;
        this.session = known.any().orElseThrow();
        this.lastByteSent = known.isLastByteSent();
        this.next = next;
        this.headway = new Headway(sending.time(), sending.file().size(), 0);
        this.tries = new Tries(sending.time());
    }

    /** Goes on with a session of which nobody knows how much it has. */
    static Outcome goOn(Sending sending, Remembered known) throws InterruptedException {
        return new SessionUpload(sending, known, Next.ASK).send();
    }

    /**
     * Opens a session and remembers it before the first byte is sent.
     *
     * @param lastByteSent whether the operation has sent the file to its end before
     */
    static Outcome begin(Sending sending, URI signed, boolean lastByteSent) throws InterruptedException {
        Tries tries = new Tries(sending.time());
        while (true) {
            Reply reply = sending.store().open(signed);
            if (StoreReplies.isPassing(reply)) {
                tries.awaitNext(StoreReplies.passing(
                        reply, OPENING, signed, sending.time().now()));
                continue;
            }
            Answer answer = (Answer) reply;
            if (StoreReplies.isExpired(answer) || StoreReplies.isGone(answer)) {
                return new Outcome.Gone(OPENING + " was answered " + answer.status(), null);
            }
            String location = answer.headers().firstValue("Location").orElse("");
            if (!answer.isSuccess() || location.isEmpty()) {
                throw StoreReplies.nonsense(answer, OPENING, signed);
            }
            URI session = SignedAddress.of(location, signed, OPENING + " at the store " + signed.getHost(), null);
            Remembered known = Remembered.session(session, lastByteSent);
            sending.note().write(known);
            return new SessionUpload(sending, known, Next.SEND).send();
        }
    }

    private Outcome send() throws InterruptedException {
        while (true) {
            switch (next) {
                case ASK -> ask();
                case SEND -> sendRest();
                case WHOLE -> {
                    sending.file().mustBe(all == null ? upTo(sending.file().size()) : all);
                    return new Outcome.Whole(null);
                }
                case FOREIGN -> {
                    return new Outcome.Foreign();
                }
                case GONE -> {
                    return new Outcome.Gone(why, null);
                }
            }
        }
    }

    private void ask() throws InterruptedException {
        Reply reply = sending.store().position(session);
        if (StoreReplies.isPassing(reply)) {
            awaitNext(reply, ASKING);
            return;
        }
        Answer answer = (Answer) reply;
        if (StoreReplies.isTaken(answer)) {
            boolean unused = isStoredWhole(answer, ASKING);
            next = Next.WHOLE;
        } else if (answer.status() == 308) {
            incomplete(answer);
        } else if (StoreReplies.isExpired(answer) || StoreReplies.isGone(answer)) {
            why = ASKING + " was answered " + answer.status();
            next = Next.GONE;
        } else {
            throw StoreReplies.nonsense(answer, ASKING, session);
        }
    }

    /** A session that has every byte and is no object yet is asked again; so is one whose store has just said that it is whole. */
    private void incomplete(Answer answer) throws InterruptedException {
        positionIs(answer, ASKING);
        if (position == sending.file().size()) {
            awaitNext(answer, ASKING);
            return;
        }
        if (claimed) {
            claimed = false;
            awaitNext(answer, SENDING);
        }
        next = Next.SEND;
    }

    /**
     * {@return whether the store itself says that it has as many bytes as the file}
     *
     * @throws ProtocolException if it says that it has others
     */
    private boolean isStoredWhole(Answer answer, String step) {
        OptionalLong stored = StoreReplies.storedLength(answer);
        if (stored.isPresent() && stored.getAsLong() != sending.file().size()) {
            throw new ProtocolException(
                    step + " at the store " + session.getHost() + " was answered that it has " + stored.getAsLong()
                            + " bytes; the file has " + sending.file().size()
                            + ". Nothing was overwritten. Assess and confirm again; if it stays so, report a bug.",
                    null,
                    null,
                    null);
        }
        return stored.isPresent();
    }

    /** {@return what the file has up to there, where no request says what was sent} */
    private Checksum upTo(long end) throws InterruptedException {
        if (end < there.length()) {
            there = Checksum.NONE; // it has told a shorter one since
        }
        if (end > there.length()) {
            FileRegion.Range rest = new FileRegion.Range(there.length(), end - there.length());
            there = there.then(Reread.of(sending.file(), rest, sending.time()).checksum());
        }
        return there;
    }

    private void sendRest() throws InterruptedException {
        sending.file().check(sending.time());
        Checksum former = upTo(position);
        all = null;
        Reply reply = flown(former);
        if (StoreReplies.isTaken(reply)) {
            // any proxy can say 200: where it is not the store's own answer, the session is asked as well
            claimed = true;
            next = isStoredWhole((Answer) reply, SENDING) ? Next.WHOLE : Next.ASK;
            return;
        }
        if (!(reply instanceof Answer answer) || StoreReplies.isPassing(reply) || StoreReplies.isPage(answer)) {
            awaitNext(reply, SENDING);
        } else if (answer.status() == 308) {
            long before = furthest;
            positionIs(answer, SENDING);
            if (furthest == before || position == sending.file().size()) {
                awaitNext(reply, SENDING);
            }
        } else if (StoreReplies.isThereAlready(answer)) {
            next = lastByteSent ? Next.WHOLE : Next.FOREIGN;
        } else if (StoreReplies.isGone(answer)) {
            why = SENDING + " was answered " + answer.status();
            next = Next.GONE;
        } else if (StoreReplies.isExpired(answer)) {
            awaitNext(reply, SENDING); // as the real tool: the session says what it thinks of it
        } else {
            throw StoreReplies.nonsense(answer, SENDING, session);
        }
    }

    private void awaitNext(Reply reply, String step) throws InterruptedException {
        headway.reached(position);
        tries.awaitNext(
                StoreReplies.passing(reply, step, session, sending.time().now()));
        next = Next.ASK;
    }

    private void positionIs(Answer answer, String step) {
        OptionalLong said = StoreReplies.position(answer, sending.file().size());
        position = said.orElseThrow(() -> StoreReplies.nonsense(answer, step, session));
        if (position > furthest) {
            furthest = position;
            tries.gotFurther();
            headway.arrived(position);
        }
    }

    private Reply flown(Checksum former) throws InterruptedException {
        try (Flights flights = new Flights(sending.time())) {
            flights.add(sending.store().sendRest(session, position));
            while (true) {
                List<StoreFlight> ended = flights.awaitEnded();
                if (!ended.isEmpty()) {
                    ended.get(0).checkFile(sending.file(), sending.time());
                    all = ended.get(0).isTaken() ? former.then(ended.get(0).checksum()) : null;
                    noteLastByte(ended.get(0));
                    return ended.get(0).reply();
                }
                sending.gauge().report(position + flights.taken());
                headway.reached(position + flights.taken());
            }
        }
    }

    /** After bytes up to the last, of which nobody said what became, an object that is there may be this operation's own. */
    private void noteLastByte(StoreFlight ended) {
        Reply reply = ended.reply();
        boolean open = StoreReplies.isPassing(reply) || StoreReplies.isTaken(reply);
        if (open && ended.isTaken() && !lastByteSent) {
            lastByteSent = true;
            sending.note().write(Remembered.session(session, true));
        }
    }
}
