package dev.restore4j.testkit.http;

import com.github.tomakehurst.wiremock.common.Notifier;

/** WireMock prints every broken connection; here they are broken on purpose. */
final class Silence implements Notifier {

    @Override
    public void info(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Throwable t) {}
}
