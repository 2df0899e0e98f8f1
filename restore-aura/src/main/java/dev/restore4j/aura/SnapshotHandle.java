package dev.restore4j.aura;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot as a source, by its id alone: what it is like is read by the route, each time.
 *
 * @param account the client it came from
 * @param instanceId the instance under which it is listed
 * @param id its id
 * @param takenAt its time stamp, or null where only the id is known
 */
record SnapshotHandle(
        AuraAccount account,
        String instanceId,
        String id,
        @Nullable Instant takenAt) implements RestoreSource {

    /** {@return a time after which it was not taken} */
    Instant notAfter() {
        return takenAt == null ? account.environment().time().now() : takenAt;
    }

    String sourceReference() {
        return InstanceTarget.reference(instanceId) + "/snapshot/" + id;
    }

    @Override
    public Optional<RestoreTarget> home() {
        return Optional.of(new InstanceTarget(account, instanceId, StatusWords.OF_RESTORE));
    }

    @Override
    public RestoreRoute to(RestoreTarget target) {
        if (target instanceof AuraInstance instance) {
            return over(instance.asTarget());
        }
        if (target instanceof InstanceTarget instance) {
            return over(instance);
        }
        if (target instanceof UploadInstance instance) {
            return over(instance.plain());
        }
        if (target instanceof NewInstance created) {
            checkAccount(created.account());
            return new NewInstanceRoute(this, created);
        }
        throw new RestoreRejectedException(
                "no-route",
                "There is no way from an Aura snapshot into " + target.reference()
                        + ". Restore into an instance or newInstance(...) of an AuraClient.",
                null,
                null);
    }

    private RestoreRoute over(InstanceTarget target) {
        checkAccount(target.account());
        return target.id().equals(instanceId) ? new InPlaceRoute(this, target) : new OverwriteRoute(this, target);
    }

    private void checkAccount(AuraAccount other) {
        if (!account.isSameAs(other)) {
            throw new RestoreRejectedException(
                    "two-credentials",
                    "The source belongs to " + account.name() + " and the target to " + other.name()
                            + ". Aura restores within one credential only: get both from clients with the same one.",
                    null,
                    null);
        }
    }

    @Override
    public String toString() {
        return sourceReference();
    }
}
