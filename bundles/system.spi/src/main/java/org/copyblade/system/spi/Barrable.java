package org.copyblade.system.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a system that others could start, a service manager or an operator, to be kept from starting while its data
 * is overwritten.
 *
 * <p>For directory trees the bar is the gate of {@link DataSet#gate()}, shut; a blade that puts whole trees in place brings
 * the gate back shut as well. A system whose volumes nobody can use during a restore need not have this ability.
 */
@ConsumerType
public interface Barrable {

    /**
     * From now on nobody starts the system, whoever tries, also after a power loss, until {@link Restorable#recover} ends or
     * the bar is taken back. The system is stopped; one that runs is refused. May be repeated. (S18)
     *
     * @param layout of what is going to be overwritten
     */
    void bar(SystemLayout layout, Deadline deadline) throws SystemException;

    /** Takes a bar back behind which nothing has changed; not barred is success. May be repeated. (S19) */
    void unbar(SystemLayout layout, Deadline deadline) throws SystemException;
}
