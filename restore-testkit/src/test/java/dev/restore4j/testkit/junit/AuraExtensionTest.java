package dev.restore4j.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.time.VirtualTime;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(AuraExtension.class)
class AuraExtensionTest {

    private static final Set<FakeAura> SEEN = ConcurrentHashMap.newKeySet();

    private FakeAura before;
    private FakeInstance instance;

    @BeforeEach
    void prepare(FakeAura aura) throws Exception {
        before = aura;
        instance = aura.addInstance(i -> i.name("Production"));
        aura.time().sleep(Duration.ofMinutes(1));
    }

    @AfterEach
    void isTheSame(FakeAura aura) {
        assertThat(aura).isSameAs(before);
    }

    @RepeatedTest(5)
    void eachTestHasItsOwnFakeWithItsOwnTime(FakeAura aura, VirtualTime time) throws Exception {
        assertThat(SEEN.add(aura)).isTrue();
        assertThat(aura).isSameAs(before);
        assertThat(time).isSameAs(aura.time());
        assertThat(time.now()).isEqualTo(VirtualTime.DEFAULT_START.plus(Duration.ofMinutes(1)));
        assertThat(aura.instances()).hasSize(1);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aTestMayHaveALimitInRealTime(FakeAura aura, VirtualTime time) throws Exception {
        aura.time().sleep(Duration.ofHours(1));
        assertThat(time.now()).isEqualTo(VirtualTime.DEFAULT_START.plus(Duration.ofMinutes(61)));
    }

    @Test
    void theTestRunsInVirtualTime(FakeAura aura) throws Exception {
        StringBuilder order = new StringBuilder();
        aura.time().fork("other", () -> order.append("other "));
        order.append("test ");
        aura.time().sleep(Duration.ofSeconds(1));
        assertThat(order).hasToString("test other ");
    }

    @TestFactory
    Stream<DynamicTest> dynamicTestsShareTheFakeOfTheirFactory(FakeAura aura) {
        return Stream.of(1, 2)
                .map(n -> DynamicTest.dynamicTest("dynamic " + n, () -> {
                    aura.time().sleep(Duration.ofMinutes(1));
                    assertThat(Duration.between(
                                    VirtualTime.DEFAULT_START, aura.time().now()))
                            .isEqualTo(Duration.ofMinutes(1 + n));
                }));
    }

    @Test
    void aClientInProcessWorksWithoutFurtherAdo(FakeAura aura) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(aura.baseUri().resolve("/v1/instances/" + instance.id()))
                .build();
        assertThat(aura.httpClient().send(request, BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
        assertThat(aura.clientSecret()).startsWith(AuraModel.SECRET_MARKER);
    }
}
