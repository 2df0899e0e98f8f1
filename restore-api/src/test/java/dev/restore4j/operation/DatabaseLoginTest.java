package dev.restore4j.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLoginTest {

    @Test
    void itsTextHidesThePassword() {
        DatabaseLogin login = DatabaseLogin.of("neo4j", "pässword 1:2");

        assertThat(login).hasToString("login of neo4j (password hidden)");
        assertThat(login.password()).isEqualTo("pässword 1:2");
        assertThat(login.basic()).isEqualTo("bmVvNGo6cMOkc3N3b3JkIDE6Mg==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\r", "\n", "\t", "\u007f"})
    void controlCharactersAreRefusedAndNothingIsRepeated(String control) {
        assertThatThrownBy(() -> DatabaseLogin.of("neo4j", "marked" + control))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The password of user neo4j contains a control character")
                .hasMessageNotContaining("marked");
        assertThatThrownBy(() -> DatabaseLogin.of("marked" + control, "password"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The user contains a control character")
                .hasMessageNotContaining("marked");
    }

    @Test
    void whatIsNoLoginIsRefused() {
        assertThatThrownBy(() -> DatabaseLogin.of(" ", "password")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DatabaseLogin.of("a:b", "password")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DatabaseLogin.of("neo4j", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
