package org.copyblade.manager.internal.lease;

import java.util.Comparator;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Which of several services that fit is taken: that of the highest ranking, and of those the one that came last, so that an
 * upgrade is in use at once. The order of the framework puts the oldest first where rankings are equal.
 *
 * @param ranking what the service asks for; may change while it is there
 * @param id given by the framework, later services have higher ones; tells a service from all others
 */
public record ServiceOrder(int ranking, long id) implements Comparable<ServiceOrder> {

    private static final Comparator<ServiceOrder> ORDER =
            Comparator.comparingInt(ServiceOrder::ranking).thenComparingLong(ServiceOrder::id);

    public static ServiceOrder of(ServiceReference<?> reference) {
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        return new ServiceOrder(
                ranking instanceof Integer number ? number : 0, (Long) reference.getProperty(Constants.SERVICE_ID));
    }

    @Override
    public int compareTo(ServiceOrder other) {
        return ORDER.compare(this, other);
    }
}
