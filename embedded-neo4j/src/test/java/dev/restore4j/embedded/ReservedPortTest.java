package dev.restore4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ReservedPortTest {

    @Test
    void aServerCanListenOnItTimeAndAgain() throws Exception {
        try (ReservedPort port = ReservedPort.onLoopback()) {
            for (int start = 0; start < 3; start++) {
                try (ServerSocket server = new ServerSocket()) {
                    server.setReuseAddress(true);
                    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.number()));
                    assertThat(server.getLocalPort()).isEqualTo(port.number());
                }
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itIsHeldUntilItIsClosed() {
        ReservedPort port = ReservedPort.onLoopback();
        assertThat(port.isHeld()).isTrue();
        port.close();
        assertThat(port.isHeld()).isFalse();
    }

    @Test
    void manyAtATimeAreAllDifferent() {
        Set<Integer> numbers = new HashSet<>();
        Set<ReservedPort> ports = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ReservedPort port = ReservedPort.onLoopback();
            ports.add(port);
            numbers.add(port.number());
        }
        ports.forEach(ReservedPort::close);
        assertThat(numbers).hasSize(50);
    }
}
