package dev.restore4j.testkit.junit;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeAuraBuilder;
import dev.restore4j.testkit.time.VirtualTime;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Gives each test a {@link FakeAura} of its own, as a parameter of the test method and of the methods before and after each
 * test, and runs these methods inside of its virtual time. The fake, its servers and its time are closed after the test.
 *
 * <pre>{@code
 * @ExtendWith(AuraExtension.class)
 * class RecoveryTest {
 *     @Test
 *     void restores(FakeAura aura) { ... }
 * }
 * }</pre>
 *
 * <p>With other settings it is a field:
 *
 * <pre>{@code
 * @RegisterExtension
 * final AuraExtension extension = AuraExtension.with(aura -> aura.seed(7));
 * }</pre>
 *
 * <p>A parameter may also be the {@link VirtualTime}. Keeps no state of its own, so tests may run in parallel.
 */
public final class AuraExtension implements ParameterResolver, InvocationInterceptor, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(AuraExtension.class);

    private final UnaryOperator<FakeAuraBuilder> settings;

    /** The fake has its defaults. */
    public AuraExtension() {
        this(UnaryOperator.identity());
    }

    private AuraExtension(UnaryOperator<FakeAuraBuilder> settings) {
        this.settings = settings;
    }

    /**
     * An extension for a field.
     *
     * @param settings changes the builder's defaults; called once for each test
     * @return the extension
     */
    public static AuraExtension with(UnaryOperator<FakeAuraBuilder> settings) {
        return new AuraExtension(settings);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getTestMethod().isPresent() && (type == FakeAura.class || type == VirtualTime.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        FakeAura aura = aura(context);
        return parameter.getParameter().getType() == FakeAura.class ? aura : aura.virtualTime();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        FakeAura aura = store(context).remove(FakeAura.class, FakeAura.class);
        if (aura != null) {
            aura.close();
        }
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inVirtualTime(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inVirtualTime(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inVirtualTime(invocation, context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        return inVirtualTime(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
            throws Throwable {
        inVirtualTime(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        inVirtualTime(invocation, context);
    }

    private <T> T inVirtualTime(Invocation<T> invocation, ExtensionContext context) throws Throwable {
        if (!(aura(context).time() instanceof VirtualTime virtual)) {
            return invocation.proceed();
        }
        Outcome<T> outcome = virtual.run(() -> Outcome.of(invocation));
        if (outcome.failure() != null) {
            throw outcome.failure();
        }
        return outcome.value();
    }

    private FakeAura aura(ExtensionContext context) {
        ExtensionContext.Store store = store(context);
        FakeAura present = store.get(FakeAura.class, FakeAura.class);
        if (present != null) {
            return present;
        }
        FakeAura made = settings.apply(FakeAura.builder()).build();
        store.put(FakeAura.class, made);
        return made;
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** What an invocation gave; it may throw what a lambda must not. */
    private record Outcome<T>(T value, @Nullable Throwable failure) {

        @SuppressWarnings("NullAway") // the value of a failure is never read, that of a test is null
        static <T> Outcome<T> of(Invocation<T> invocation) {
            try {
                return new Outcome<>(invocation.proceed(), null);
            } catch (Throwable e) {
                return new Outcome<>(null, e);
            }
        }
    }
}
