package dev.restore4j.engine;

import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.event.RestoreEvent.StateChanged;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Events for the JDK's flight recorder. They cost next to nothing while none records. */
final class FlightRecording {

    private FlightRecording() {}

    static void commit(RestoreEvent event) {
        if (event instanceof StateChanged e) {
            StateChange change = new StateChange();
            change.operation = e.operation().value();
            change.target = e.target();
            change.state = e.to().name();
            change.requestId = e.requestId().orElse("");
            change.commit();
        } else if (event instanceof Looked e) {
            TargetLook look = new TargetLook();
            look.operation = e.operation().value();
            look.target = e.target();
            look.word = e.word();
            look.requestId = e.requestId().orElse("");
            look.commit();
        }
    }

    /** A state change of an operation. */
    @Name("dev.restore4j.StateChange")
    @Label("Restore State Change")
    @Category("Restore4j")
    @Description("A restore operation entered another state")
    @StackTrace(false)
    static final class StateChange extends Event {
        @Label("Operation")
        String operation = "";

        @Label("Target")
        String target = "";

        @Label("State")
        String state = "";

        @Label("X-Request-Id")
        String requestId = "";
    }

    /** A look at a target. */
    @Name("dev.restore4j.TargetLook")
    @Label("Restore Target Look")
    @Category("Restore4j")
    @Description("The status of a restore's target was read")
    @StackTrace(false)
    static final class TargetLook extends Event {
        @Label("Operation")
        String operation = "";

        @Label("Target")
        String target = "";

        @Label("Status Word")
        String word = "";

        @Label("X-Request-Id")
        String requestId = "";
    }
}
