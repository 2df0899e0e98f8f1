package dev.restore4j.aura;

import static dev.restore4j.aura.ScriptedApi.data;
import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.catalog.Instance;
import dev.restore4j.operation.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeftoversTest {

    private static final OperationId OPERATION = new OperationId("0123456789abcdef");

    private final ScriptedApi api = new ScriptedApi();
    private final Map<String, String> names = new TreeMap<>(Map.of(
            "00000001", "Production",
            "00000002", "drill-old-0123456789abcdef",
            "00000003", "restored-0123456789abcdef",
            "00000004", "drill-going-0123456789abcdeg",
            "00000005", "drill-renamed-0123456789abcdeh",
            "00000006", "drill-by-hand",
            "00000007", "drill-0123456789abcdef"));

    LeftoversTest() {
        List<String> entries = new ArrayList<>();
        names.forEach((id, name) -> {
            entries.add("{\"id\":\"" + id + "\",\"name\":\"" + name + "\"}");
            api.instanceIs(id, "name", name);
        });
        api.on("GET /v1/instances", data(200, "[" + String.join(",", entries) + "]"));
        api.instanceIs("00000004", "name", "drill-going-0123456789abcdeg", "status", "destroying");
        api.instanceIs("00000005", "name", "Kept");
    }

    private static List<String> ids(List<Instance> found) {
        return found.stream().map(Instance::id).toList();
    }

    @Test
    void areThoseWhoseNamesSayThatARehearsalCreatedThem() {
        api.time.run(() -> assertThat(ids(api.client().leftovers())).containsExactly("00000002", "00000007"));
        assertThat(api.calls())
                .allSatisfy(call -> assertThat(call).startsWith("GET "))
                .hasSize(5);
    }

    @Test
    void areNotHiddenByTheRules() {
        AuraClient client = api.builder().readOnly().allowOnly("00000001").build();
        api.time.run(() -> assertThat(ids(client.leftovers())).containsExactly("00000002", "00000007"));
    }

    @Test
    void namesOfDrillsAreFoundAgain() {
        NewInstance drill = api.client().newInstance("quarterly test").forRehearsal();
        assertThat(drill.nameFor(OPERATION))
                .isEqualTo("drill-quarter-0123456789abcdef")
                .hasSize(30);
        assertThat(drill.forRehearsal()).isSameAs(drill);
        assertThat(CreatedInstance.operationIn(drill.nameFor(OPERATION))).contains(OPERATION);
        assertThat(drill.reference()).isEqualTo("aura-new:default:drill-quarterly+test");
    }
}
