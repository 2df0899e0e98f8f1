package dev.restore4j.testkit.fault;

import dev.restore4j.testkit.model.Twist;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Where in the life of a request a fault strikes. */
sealed interface Change {

    /** Aura never does the work. */
    record Instead(Function<Instant, AuraAnswer> answer) implements Change {}

    /** Aura does the work; its answer changes on the way. */
    record Afterwards(UnaryOperator<AuraAnswer> answer) implements Change {}

    /** Aura does the work in an unusual way. */
    record During(Twist twist) implements Change {}

    /** Someone else acts just before. */
    record SomeoneElseFirst() implements Change {}
}
