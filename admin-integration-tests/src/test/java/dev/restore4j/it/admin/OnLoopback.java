package dev.restore4j.it.admin;

import dev.restore4j.it.admin.AdminWorld.Loopback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that share an Aura on loopback, which each class has to itself. */
abstract class OnLoopback {

    static Loopback loopback;

    @BeforeAll
    static void openLoopback() {
        loopback = Loopback.open();
    }

    @AfterAll
    static void closeLoopback() {
        loopback.close();
    }
}
