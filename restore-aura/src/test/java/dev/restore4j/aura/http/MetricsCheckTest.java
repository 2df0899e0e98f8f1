package dev.restore4j.aura.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.testkit.verify.FakeCheckContext;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsCheckTest {

    private static final String TEXT = """
            # HELP neo4j_aura_cpu_usage CPU usage (cores)
            # TYPE neo4j_aura_cpu_usage gauge
            neo4j_aura_cpu_usage{availability_zone="europe-west2-c",instance_id="2f49c2b3"} 0.023206
            neo4j_dbms_vm_heap_used_ratio{aggregation="MAX", instance_id="2f49c2b3"} NaN
            neo4j_dbms_vm_heap_used_ratio{aggregation="MAX",instance_id="2f49c2b3"} 0.42 1772377200
            neo4j_database_count_node{instance_id="2f49c2b3",database="neo4j"} 1.7E+3
            neo4j_dbms_vm_heap_used_ratio{instance_id="00000002"} 0.9
            # EOF
            """;

    private final FakeCheckContext context = FakeCheckContext.of("aura:2f49c2b3", new VirtualTime());

    private Verdict look(String text) throws InterruptedException {
        return MetricsCheck.over(any -> text).look(context);
    }

    private static void isA(Verdict verdict, Outcome outcome, Again again) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(outcome);
        assertThat(verdict.again()).as(verdict.toString()).isEqualTo(again);
    }

    @Test
    void passesWhenTheInstanceReports() throws InterruptedException {
        Verdict verdict = look(TEXT);
        isA(verdict, Outcome.PASSED, Again.POINTLESS);
        assertThat(verdict.evidence())
                .isEqualTo("4 of 5 samples are of instance 2f49c2b3, neo4j_dbms_vm_heap_used_ratio = 0.42");
        MetricsCheck check = MetricsCheck.over(any -> TEXT);
        assertThat(check.level()).isEqualTo(CheckLevel.FULL);
        assertThat(check.subject()).isEqualTo(CheckSubject.SERVICE);
        assertThat(check.name()).isEqualTo("metrics are reported");
    }

    @Test
    void othersDoNotCount() throws InterruptedException {
        isA(look(TEXT.replace("2f49c2b3", "00000003")), Outcome.FAILED, Again.LATER);
        isA(look(TEXT.replace("instance_id", "other_instance_id")), Outcome.FAILED, Again.LATER);
    }

    @Test
    void aMetricWithoutANumberIsNotThere() throws InterruptedException {
        Verdict verdict = look(TEXT.replace("0.42", "NaN"));
        isA(verdict, Outcome.FAILED, Again.LATER);
        assertThat(verdict.reason()).contains("neo4j_dbms_vm_heap_used_ratio");
    }

    @Test
    void moreMayBeAskedFor() throws InterruptedException {
        MetricsCheck check = MetricsCheck.over(any -> TEXT);
        isA(check.containing("neo4j_database_count_node").look(context), Outcome.PASSED, Again.POINTLESS);
        isA(check.containing("neo4j_database_count_relationship").look(context), Outcome.FAILED, Again.LATER);
    }

    @Test
    void whatIsNoMetricsFails() throws InterruptedException {
        isA(look("<html><body>It works!</body></html>"), Outcome.FAILED, Again.LATER);
        isA(look(""), Outcome.FAILED, Again.LATER);
    }

    @Test
    void whatCannotBeToldIsInconclusive() throws InterruptedException {
        isA(
                MetricsCheck.over(any -> {
                            throw new AccessException("no role", null, null, null);
                        })
                        .look(context),
                Outcome.INCONCLUSIVE,
                Again.POINTLESS);
        isA(
                MetricsCheck.over(any -> {
                            throw new UnavailableException("later", (Duration) null, null);
                        })
                        .look(context),
                Outcome.INCONCLUSIVE,
                Again.LATER);
        isA(
                MetricsCheck.over(any -> {
                            throw new IOException("503");
                        })
                        .look(context),
                Outcome.FAILED,
                Again.LATER);
        MetricsCheck check = MetricsCheck.over(any -> TEXT);
        isA(check.look(context.withLeft(Duration.ZERO)), Outcome.INCONCLUSIVE, Again.POINTLESS);
        isA(check.look(FakeCheckContext.of("admin:neo4j", context.time())), Outcome.INCONCLUSIVE, Again.POINTLESS);
    }
}
