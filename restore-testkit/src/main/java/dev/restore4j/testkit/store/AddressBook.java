package dev.restore4j.testkit.store;

import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.wire.Draw;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs addresses, and knows those that it has signed. Every signature contains the marker of secrets. Thread-safe. */
final class AddressBook {

    private static final String GOOGLE = "X-Goog-Algorithm=GOOG4-RSA-SHA256&X-Goog-Credential=import%40fake"
            + "&X-Goog-Expires=604800&X-Goog-SignedHeaders=content-type%3Bhost%3Bx-goog-resumable&X-Goog-Signature=";
    private static final String AMAZON = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=import"
            + "&X-Amz-Expires=604800&X-Amz-SignedHeaders=host&X-Amz-Signature=";

    private final Draw draw;
    private final AtomicInteger signed = new AtomicInteger();
    private final Map<String, Address> addresses = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    AddressBook(Draw draw) {
        this.draw = draw;
    }

    URI forSession(URI base, SessionObject object) {
        String target = object.path + "?" + GOOGLE + signature();
        addresses.put(target, new Address(object, OptionalInt.empty()));
        return base.resolve(target);
    }

    URI forPart(URI base, PartsObject object, int number) {
        String target = object.path + "?partNumber=" + number + "&uploadId="
                + draw.at(object.path).hex(32) + "&" + AMAZON + signature();
        addresses.put(target, new Address(object, OptionalInt.of(number)));
        return base.resolve(target);
    }

    URI open(URI base, SessionObject object) {
        String target = object.path + "?upload_id=" + signature();
        sessions.put(target, object.newSession());
        return base.resolve(target);
    }

    Optional<Address> address(URI request) {
        return Optional.ofNullable(addresses.get(request.toString()));
    }

    Optional<Session> session(URI request) {
        return Optional.ofNullable(sessions.get(request.toString()));
    }

    private String signature() {
        return AuraModel.SECRET_MARKER + draw.at(signed.incrementAndGet()).hex(64);
    }
}
