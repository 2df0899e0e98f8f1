package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Announced;
import dev.restore4j.aura.console.ArrivedParts;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.UnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends a file in parts, as Amazon's store takes them: several at once, each streamed from its region of the file. In the end the
 * Console must list every part; the store's own answers are not enough. For the sending thread.
 */
final class PartsUpload {

    /** What the Console does not list in the end is sent again so often. */
    private static final int ROUNDS = 3;

    private static final int MOST_RENEWALS = 5;

    private final Sending sending;
    private final Parts parts;
    private final Degree degree;
    private Headway headway;
    private Remembered known;
    private int renewals;
    private @Nullable Outcome end;

    private PartsUpload(Sending sending, Remembered known) {
        this.sending = sending;
        this.known = known;
        this.degree = new Degree(sending.time().nanoTime());
        this.parts = Parts.of(sending.file().size(), known.totalParts())
                .orElseThrow(() -> new ProtocolException(
                        "The Console wants the file's " + sending.file().size() + " bytes in " + known.totalParts()
                                + " parts, some of which would be empty. Report a bug.",
                        null,
                        null,
                        null));
        this.headway = new Headway(sending.time(), sending.file().size(), 0);
    }

    /** Goes on with an upload, of which the Console says what has arrived. */
    static Outcome goOn(Sending sending, Remembered known) throws InterruptedException {
        PartsUpload upload = new PartsUpload(sending, known);
        Optional<ArrivedParts> arrived = upload.arrived();
        if (arrived.isEmpty()) {
            return forgotten();
        }
        upload.settle(arrived.get());
        return upload.send();
    }

    /** Begins; remembers the addresses before the first byte is sent. */
    static Outcome begin(Sending sending, Announced announced) throws InterruptedException {
        Optional<SortedMap<Integer, URI>> links = links(sending, announced);
        if (links.isEmpty()) {
            return untold();
        }
        Remembered known = Remembered.parts(announced, links.get());
        PartsUpload upload = new PartsUpload(sending, known);
        sending.note().write(known);
        return announced.isContinued() ? goOn(sending, known) : upload.send();
    }

    /**
     * {@return the addresses by the numbers of their parts, none where all have arrived; empty where nobody can tell. Fewer addresses than parts that carry no
     * number are those of the last parts only if what has arrived are the first ones, without a hole: the real tool takes them for
     * that unseen, but it sends one part after another}
     */
    private static Optional<SortedMap<Integer, URI>> links(Sending sending, Announced announced)
            throws InterruptedException {
        SortedMap<Integer, URI> numbered = announced.numbered();
        if (!numbered.isEmpty()) {
            return Optional.of(numbered);
        }
        SortedMap<Integer, URI> links = new TreeMap<>();
        int there = announced.totalParts() - announced.links().size();
        boolean withoutHoles = sending.console()
                .arrived(sending.file(), announced.uploadId())
                .filter(arrived -> arrived.numbers()
                        .equals(IntStream.rangeClosed(1, there).boxed().collect(Collectors.toSet())))
                .isPresent();
        for (int i = 0; withoutHoles && i < announced.links().size(); i++) {
            links.put(there + i + 1, announced.links().get(i));
        }
        return withoutHoles ? Optional.of(links) : Optional.empty();
    }

    private static Outcome untold() {
        return new Outcome.Gone("the Console gave addresses for some parts and did not say for which", null);
    }

    private static Outcome forgotten() {
        return new Outcome.Gone("the Console does not know the upload any more", null);
    }

    private Optional<ArrivedParts> arrived() throws InterruptedException {
        return sending.console().arrived(sending.file(), known.uploadId());
    }

    /** What others may have sent, a process that died among them, is compared with the file before it counts. */
    private void settle(ArrivedParts arrived) throws InterruptedException {
        parts.haveArrived(arrived);
        for (int number : parts.unproven()) {
            parts.compared(number, Reread.of(sending.file(), parts.range(number), sending.time()));
        }
    }

    private Outcome send() throws InterruptedException {
        for (int round = 1; round <= ROUNDS; round++) {
            sendMissing();
            if (end != null) {
                return end;
            }
            Optional<ArrivedParts> seen = arrived();
            if (seen.isEmpty()) {
                return forgotten();
            }
            settle(seen.get());
            if (!parts.isUnfinished()) {
                if (seen.get().areAll(parts.total())) {
                    sending.file().mustBe(parts.checksum());
                    return new Outcome.Whole(seen.get());
                }
                throw new ProtocolException(
                        "The Console lists parts that the upload does not have: "
                                + seen.get().numbers().size()
                                + " parts with an entity tag, and others, where there are "
                                + parts.total() + ". Report a bug.",
                        null,
                        null,
                        null);
            }
            // what is listed may be behind what was taken
            sending.time().sleep(Tries.pause(round, Duration.ZERO));
        }
        throw new UnavailableException(
                "The Console does not list all parts of the upload with the store's entity tags, although each was sent "
                        + ROUNDS
                        + " times and the store said that it took it. Nothing was overwritten. Try again later.",
                (Duration) null,
                null);
    }

    /** Sends until nothing is missing, or there is an end of another kind. */
    private void sendMissing() throws InterruptedException {
        headway = new Headway(sending.time(), sending.file().size(), parts.arrivedBytes());
        try (Flights flights = new Flights(sending.time())) {
            while (end == null && parts.isUnfinished()) {
                startDue(flights);
                measure(flights);
                for (StoreFlight ended : flights.awaitEnded()) {
                    ended.checkFile(sending.file(), sending.time());
                    judge(ended);
                }
            }
        }
    }

    private void measure(Flights flights) {
        long arrived = parts.arrivedBytes();
        sending.gauge().report(arrived + flights.taken());
        headway.arrived(arrived);
        headway.reached(arrived + flights.taken());
        long now = sending.time().nanoTime();
        if (flights.size() < degree.limit()) {
            degree.pause(now);
        } else {
            degree.measure(now, sending.gauge().sent());
        }
    }

    private void startDue(Flights flights) throws InterruptedException {
        while (end == null && flights.size() < degree.limit()) {
            OptionalInt due = parts.due(sending.time().nanoTime());
            if (due.isEmpty()) {
                return;
            }
            int number = due.getAsInt();
            URI link = known.addresses().get(number);
            if (link == null && parts.isForeign(number)) {
                end = new Outcome.Foreign();
                return;
            }
            if (link == null) {
                renew(() -> new ProtocolException(
                        "The Console gives no address for part " + number + ", which has not arrived. Report a bug.",
                        null,
                        null,
                        null));
                continue;
            }
            sending.file().check(sending.time());
            parts.started(number);
            flights.add(sending.store().sendPart(number, link, parts.range(number)));
        }
    }

    private void judge(StoreFlight ended) throws InterruptedException {
        int number = ended.number();
        Reply reply = ended.reply();
        String step = "Sending part " + number;
        Optional<String> tag =
                StoreReplies.isTaken(reply) ? ((Answer) reply).headers().firstValue("ETag") : Optional.empty();
        if (tag.isPresent() && ended.isTaken()) {
            parts.sent(number, tag.get(), ended.checksum());
            renewals = 0;
            return;
        }
        int failures = parts.failed(number, sending.time().nanoTime());
        URI link = ended.address();
        if (StoreReplies.isPassing(reply) || ((Answer) reply).isSuccess()) {
            again(
                    number,
                    failures,
                    StoreReplies.passing(reply, step, link, sending.time().now()));
            slowDown(reply);
        } else if (StoreReplies.isExpired((Answer) reply)) {
            expired(ended, StoreReplies.nonsense((Answer) reply, step, link));
        } else if (StoreReplies.isGone((Answer) reply)) {
            end = new Outcome.Gone(step + " was answered " + ((Answer) reply).status(), null);
        } else {
            throw StoreReplies.nonsense((Answer) reply, step, link);
        }
    }

    private void again(int number, int failures, UnavailableException error) {
        if (failures >= Tries.MOST || Tries.isForLater(error)) {
            throw error;
        }
        Duration pause = Tries.pause(failures, error.retryAfter().orElse(Duration.ZERO));
        parts.notBefore(number, sending.time().nanoTime() + pause.toNanos());
    }

    private void slowDown(Reply reply) {
        if (reply instanceof Answer answer && (answer.status() == 503 || answer.status() == 429)) {
            degree.tooMuch(sending.time().nanoTime());
        }
    }

    /** Others that were under way with the old addresses need no new ones again. */
    private void expired(StoreFlight ended, ProtocolException error) throws InterruptedException {
        if (ended.address().equals(known.addresses().get(ended.number()))) {
            renew(() -> error);
        }
        parts.sendAgain(ended.number());
    }

    /** Asks for other addresses; the Console gives them for the same upload, or for another. */
    private void renew(Supplier<ProtocolException> atLast) throws InterruptedException {
        renewals++;
        if (renewals > MOST_RENEWALS) {
            throw atLast.get();
        }
        Announced announced = sending.console().announce(sending.file());
        if (!announced.isInParts()
                || !announced.uploadId().equals(known.uploadId())
                || announced.totalParts() != known.totalParts()) {
            end = new Outcome.Gone("the Console began another upload", announced);
            return;
        }
        Optional<SortedMap<Integer, URI>> links = links(sending, announced);
        if (links.isEmpty()) {
            end = untold();
            return;
        }
        known = known.with(Remembered.parts(announced, links.get()));
        sending.note().write(known);
    }
}
