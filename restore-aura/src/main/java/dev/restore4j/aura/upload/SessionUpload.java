package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.SignedAddress;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Answer;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

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
    private Next next;
    private long position;
    private long furthest;
    private String why = "";

    private enum Next {
        ASK,
        SEND,
        WHOLE,
        GONE
    }

    private SessionUpload(Sending sending, URI session, Next next) {
        this.sending = sending;
        this.session = session;
        this.next = next;
        this.tries = new Tries(sending.time());
    }

    /** Goes on with a session of which nobody knows how much it has. */
    static Outcome goOn(Sending sending, URI session) throws InterruptedException {
        return new SessionUpload(sending, session, Next.ASK).send();
    }

    /** Opens a session and remembers it before the first byte is sent. */
    static Outcome begin(Sending sending, URI signed) throws InterruptedException {
        Tries tries = new Tries(sending.time());
        while (true) {
            Reply reply = sending.store().open(signed);
            if (StoreReplies.isPassing(reply)) {
                tries.awaitNext(StoreReplies.passing(
                        reply, OPENING, signed, sending.time().now()));
                continue;
            }
            Answer answer = (Answer) reply;
            if (answer.status() == 403 || StoreReplies.isGone(answer)) {
                return new Outcome.Gone(OPENING + " was answered " + answer.status(), null);
            }
            String location = answer.headers().firstValue("Location").orElse("");
            if (!answer.isSuccess() || location.isEmpty()) {
                throw StoreReplies.nonsense(answer, OPENING, signed);
            }
            URI session = SignedAddress.of(location, OPENING + " at the store " + signed.getHost(), null);
            sending.note().write(Remembered.session(session));
            return new SessionUpload(sending, session, Next.SEND).send();
        }
    }

    private Outcome send() throws InterruptedException {
        while (true) {
            switch (next) {
                case ASK -> ask();
                case SEND -> sendRest();
                case WHOLE -> {
                    return new Outcome.Whole(null);
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
            next = Next.WHOLE;
        } else if (answer.status() == 308) {
            positionIs(answer, ASKING);
            next = Next.SEND;
        } else if (answer.status() == 403 || StoreReplies.isGone(answer)) {
            why = ASKING + " was answered " + answer.status();
            next = Next.GONE;
        } else {
            throw StoreReplies.nonsense(answer, ASKING, session);
        }
    }

    private void sendRest() throws InterruptedException {
        sending.file().check();
        Reply reply = flown();
        if (StoreReplies.isTaken(reply)) {
            next = Next.WHOLE;
            return;
        }
        if (!(reply instanceof Answer answer) || answer.isPassing() || StoreReplies.isPage(answer)) {
            awaitNext(reply, SENDING);
        } else if (answer.status() == 308) {
            long before = furthest;
            positionIs(answer, SENDING);
            if (furthest == before) {
                awaitNext(reply, SENDING);
            }
        } else if (StoreReplies.isThereAlready(answer)) {
            next = Next.WHOLE;
        } else if (StoreReplies.isGone(answer)) {
            why = SENDING + " was answered " + answer.status();
            next = Next.GONE;
        } else if (answer.status() == 403) {
            awaitNext(reply, SENDING); // as the real tool: the session says what it thinks of it
        } else {
            throw StoreReplies.nonsense(answer, SENDING, session);
        }
    }

    private void awaitNext(Reply reply, String step) throws InterruptedException {
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
        }
    }

    private Reply flown() throws InterruptedException {
        try (Flights flights = new Flights(sending.time())) {
            flights.add(sending.store().sendRest(session, position));
            while (true) {
                List<StoreFlight> ended = flights.awaitEnded();
                if (!ended.isEmpty()) {
                    ended.get(0).checkFile(sending.file());
                    return ended.get(0).reply();
                }
                sending.gauge().report(position + flights.taken());
            }
        }
    }
}
