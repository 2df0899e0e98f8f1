package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Announced;
import dev.restore4j.aura.console.ArrivedParts;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.error.UnavailableException;
import java.util.Optional;

/** What is asked of the Console, tried again after what may pass. For the sending thread. */
final class ConsoleSteps {

    private final ConsoleSession session;
    private final BenchTime time;

    ConsoleSteps(ConsoleSession session, BenchTime time) {
        this.session = session;
        this.time = time;
    }

    void checkSize(long fullSize) throws InterruptedException {
        Boolean unused = tried((console, token) -> {
            console.size(token, fullSize);
            return true;
        });
    }

    Announced announce(VerifiedFile file) throws InterruptedException {
        return tried((console, token) -> console.announce(token, file.announcement()));
    }

    /** {@return the parts that have arrived; empty where the Console does not know the upload} */
    Optional<ArrivedParts> arrived(VerifiedFile file, String uploadId) throws InterruptedException {
        return tried((console, token) -> console.arrived(token, file.crc32(), uploadId));
    }

    private <T> T tried(ConsoleSession.Step<T> step) throws InterruptedException {
        Tries tries = new Tries(time);
        while (true) {
            try {
                return session.ask(time, step);
            } catch (UnavailableException e) {
                tries.awaitNext(e);
            }
        }
    }
}
