package dev.restore4j.admin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {

    private final Family family = Family.fresh();

    @AfterEach
    void endAll() {
        family.members().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void itsTextIsReadBack() throws Exception {
        Process child = Sh.command(family, "exec sleep 60").start();
        ProcessIdentity identity = ProcessIdentity.of(child.toHandle(), family);

        assertThat(ProcessIdentity.parse(identity.text())).isEqualTo(identity);
        assertThat(identity.pid()).isEqualTo(child.pid());
        assertThat(identity.sameBoot()).isTrue();
        assertThat(identity.alive()).isTrue();
        child.destroyForcibly().waitFor();
        Sh.until(() -> !identity.alive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:t1:zz:", "1:x1::", "-1:t1::", "1:t1::ab:more", "1:t1::AB"})
    void anotherTextIsRefused(String text) {
        assertThatThrownBy(() -> ProcessIdentity.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not the identity");
    }

    @Test
    void anotherProcessOfTheSameNumberIsNotTouched() throws Exception {
        Process stranger = Sh.command(Family.fresh(), "exec sleep 60").start();
        ProcessIdentity present = ProcessIdentity.of(stranger.toHandle(), family);
        ProcessIdentity gone = new ProcessIdentity(stranger.pid(), present.start() + "1", present.boot(), "");

        assertThat(gone.alive()).isFalse();
        assertThat(SpooledChild.adopt(gone).end(Sh.hurried())).isTrue();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void nobodyOfAnotherRunOfTheMachineIsAlive() throws Exception {
        Process stranger = Sh.command(family, "exec sleep 60").start();
        ProcessIdentity present = ProcessIdentity.of(stranger.toHandle(), family);
        ProcessIdentity before = new ProcessIdentity(present.pid(), present.start(), "0123456789abcdef", family.mark());

        assertThat(before.sameBoot()).isFalse();
        assertThat(before.alive()).isFalse();
        assertThat(SpooledChild.adopt(before).end(Sh.hurried())).isTrue();
        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void theChildOfALauncherThatWasKilledIsFoundAndEnded() throws Exception {
        Process launcher = Sh.command(family, "sleep 60; true").start();
        Sh.until(() -> family.members().size() == 2);
        ProcessIdentity identity = ProcessIdentity.parse(
                ProcessIdentity.of(launcher.toHandle(), family).text());
        launcher.destroyForcibly();
        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(identity.alive()).isTrue();
        assertThat(SpooledChild.adopt(identity).end(Sh.hurried())).isTrue();
        assertThat(identity.alive()).isFalse();
        assertThat(family.members()).isEmpty();
    }

    @Test
    void oneThatHasEndedAndWasNeverAskedAfterIsNotAlive() throws Exception {
        // the inner shell's parent becomes sleep, which asks after nobody
        Process parent = Sh.command(family, "sh -c 'exit 0' & exec sleep 60").start();
        Sh.until(() -> parent.children().anyMatch(child -> !ProcessFacts.isAlive(child)));

        assertThat(parent.children().allMatch(ProcessHandle::isAlive)).isTrue();
    }

    @Test
    void thisProgramIsAlive() {
        assertThat(ProcessIdentity.ofThisProgram().alive()).isTrue();
    }
}
