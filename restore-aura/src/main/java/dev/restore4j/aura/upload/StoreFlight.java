package dev.restore4j.aura.upload;

import dev.restore4j.aura.wire.Flight;
import dev.restore4j.aura.wire.Reply;
import dev.restore4j.aura.wire.Reply.Silence;
import dev.restore4j.time.TimeSource;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Bytes of the file under way to the store. For the sending thread. */
final class StoreFlight {

    /** No byte taken and no answer for so long: it stands still. */
    static final Duration STANDSTILL = Duration.ofSeconds(60);

    /** When everything was taken, the store may have to write it somewhere before it answers. */
    static final Duration ANSWER = Duration.ofMinutes(5);

    private final int number;
    private final URI address;
    private final Flight flight;
    private final FileRegion region;
    private @Nullable Reply reply;

    StoreFlight(int number, URI address, Flight flight, FileRegion region) {
        this.number = number;
        this.address = address;
        this.flight = flight;
        this.region = region;
    }

    /** {@return the number of the part; 0 where it is none} */
    int number() {
        return number;
    }

    /** {@return where it goes, which is a secret} */
    URI address() {
        return address;
    }

    Flight flight() {
        return flight;
    }

    /** {@return how many bytes were taken} */
    long taken() {
        return region.taken();
    }

    /** {@return what came of it, once it has ended} */
    Reply reply() {
        return reply == null ? flight.reply() : reply;
    }

    /** {@return whether it has ended; one that stands still is ended} */
    boolean hasEnded(long nowNanos) {
        if (flight.ended().isDone()) {
            region.close();
            return true;
        }
        if (nowNanos - deadline() < 0) {
            return false;
        }
        reply = flight.giveUp(
                Silence.Kind.DEADLINE, "nothing moved for " + patience().toSeconds() + " s");
        region.close();
        return true;
    }

    /** {@return when it stands still, unless something moves} */
    long deadline() {
        return region.touchedNanos() + patience().toNanos();
    }

    private Duration patience() {
        return region.isTaken() ? ANSWER : STANDSTILL;
    }

    boolean isTaken() {
        return region.isTaken();
    }

    /** {@return of what was taken; only once everything was} */
    Checksum checksum() {
        return region.checksum();
    }

    void giveUp() {
        flight.giveUp(Silence.Kind.INTERRUPTED, "the upload was stopped");
        region.close();
    }

    /** Throws if the file was not what it was. */
    void checkFile(VerifiedFile file, TimeSource time) throws InterruptedException {
        IOException problem = region.problem();
        if (problem instanceof EOFException) {
            throw file.changed("has become shorter while it was sent");
        }
        if (problem != null) {
            file.check(time);
            throw file.unreadable(problem);
        }
    }
}
