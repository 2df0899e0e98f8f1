package dev.restore4j.it.verify;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** A driver that tells which queries are run over it. */
final class Overheard {

    private final List<String> queries;

    Overheard(List<String> queries) {
        this.queries = queries;
    }

    Driver driver(Driver driver) {
        return of(Driver.class, driver);
    }

    private <T> T of(Class<T> type, T original) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("run") && arguments[0] instanceof String query) {
                        queries.add(query);
                    }
                    try {
                        return inside(method.invoke(original, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Object inside(Object result) {
        if (result instanceof Session session) {
            return of(Session.class, session);
        }
        return result instanceof Transaction transaction ? of(Transaction.class, transaction) : result;
    }
}
