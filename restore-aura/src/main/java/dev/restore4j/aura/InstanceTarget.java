package dev.restore4j.aura;

import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.Safeguard;
import java.net.URI;
import java.util.Optional;

/** An existing instance as a target, by its id alone. */
final class InstanceTarget implements RestoreTarget {

    private final AuraAccount account;
    private final String id;
    private final StatusWords words;

    InstanceTarget(AuraAccount account, String id, StatusWords words) {
        this.account = account;
        this.id = id;
        this.words = words;
    }

    static String reference(String id) {
        return TargetReferences.ofInstance(id);
    }

    AuraAccount account() {
        return account;
    }

    String id() {
        return id;
    }

    /** {@return the same target, whose words are read as those of one way to restore} */
    InstanceTarget reading(StatusWords other) {
        return new InstanceTarget(account, id, other);
    }

    @Override
    public RestoreTarget along(String route) {
        return switch (route) {
            case InPlaceRoute.KIND -> reading(StatusWords.OF_RESTORE);
            case OverwriteRoute.KIND -> reading(StatusWords.OF_OVERWRITE);
            default -> route.endsWith("-upload") ? reading(StatusWords.OF_UPLOAD) : this;
        };
    }

    @Override
    public String reference() {
        return reference(id);
    }

    @Override
    public RestoreEnvironment environment() {
        return account.environment();
    }

    @Override
    public Observation observe(Look look) throws InterruptedException {
        Reading reading = account.read(ApiCall.instance(id), look.urgency());
        if (reading.isMissing()) {
            return new Observation(Observation.Condition.GONE, Evidence.NONE, "not found", null, reading.requestId());
        }
        String word = AuraInstance.of(account, id, reading).status().word();
        return words.observation(word, null, reading.requestId());
    }

    @Override
    public Optional<Safeguard> safeguard() {
        return Optional.of(new InstanceSafeguard(account, id));
    }

    @Override
    public Optional<URI> connection(Look look) throws InterruptedException {
        Reading reading = account.read(ApiCall.instance(id), look.urgency());
        return reading.isMissing()
                ? Optional.empty()
                : AuraInstance.of(account, id, reading).connectionUrl();
    }

    @Override
    public String toString() {
        return reference();
    }
}
