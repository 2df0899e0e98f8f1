package dev.restore4j.testkit;

import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;

/** Compares what is really in an instance of the fake with what should be. */
final class ContentCheck implements Check {

    private static final String TARGET = "aura:";

    private final FakeAura aura;
    private final String expected;

    ContentCheck(FakeAura aura, String expected) {
        this.aura = aura;
        this.expected = expected;
    }

    @Override
    public String name() {
        return "content is '" + expected + "'";
    }

    @Override
    public Verdict look(CheckContext context) {
        if (!context.target().startsWith(TARGET)) {
            return Verdict.inconclusive(context.target() + " is no instance of the fake.");
        }
        FakeInstance instance = aura.instance(context.target().substring(TARGET.length()));
        String status = instance.status();
        if (!status.equals("running")) {
            return Verdict.inconclusive("The instance is " + status + ".").orLater();
        }
        String content = instance.content();
        return content.equals(expected)
                ? Verdict.passed("content = " + content)
                : Verdict.failed("The content is another.", "content = " + content);
    }

    @Override
    public String toString() {
        return name();
    }
}
