package dev.restore4j.it.secrets;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How objects of the library describe themselves: those that a caller holds, and all that can be reached from them, public
 * or not, since a debugger and a careless log line reach them, too.
 */
final class Reachable {

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final Set<String> texts = new LinkedHashSet<>();

    private Reachable() {}

    static Set<String> from(Object... roots) {
        Reachable reachable = new Reachable();
        for (Object root : roots) {
            reachable.visit(root);
        }
        while (!reachable.waiting.isEmpty()) {
            reachable.describe(reachable.waiting.remove());
        }
        return reachable.texts;
    }

    private void visit(@Nullable Object object) {
        if (object != null && seen.add(object)) {
            waiting.add(object);
        }
    }

    private void describe(Object object) {
        if (isOurs(object.getClass())) {
            texts.add(object.getClass().getName() + " " + object);
            fieldsOf(object);
        } else if (object instanceof Throwable error) {
            visit(error.getCause());
            Arrays.stream(error.getSuppressed()).forEach(this::visit);
        }
        if (object instanceof Iterable<?> many && !(object instanceof java.nio.file.Path)) {
            many.forEach(this::visit);
        } else if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visit(key);
                visit(value);
            });
        } else if (object instanceof Object[] many) {
            Arrays.stream(many).forEach(this::visit);
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(this::visit);
        } else if (object instanceof AtomicReference<?> reference) {
            visit(reference.get());
        } else if (object instanceof CompletableFuture<?> future
                && future.isDone()
                && !future.isCompletedExceptionally()) {
            visit(future.join());
        }
    }

    private void fieldsOf(Object object) {
        for (Class<?> type = object.getClass(); type != null && isOurs(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                    continue;
                }
                try {
                    field.setAccessible(true);
                    visit(field.get(object));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        String name = type.getName();
        return name.startsWith("dev.restore4j.")
                && !name.startsWith("dev.restore4j.testkit.")
                && !name.startsWith("dev.restore4j.it.")
                && !type.isEnum();
    }
}
