package org.copyblade.manager.internal.copies;

import java.util.concurrent.Executor;
import org.copyblade.catalog.Catalog;
import org.copyblade.manager.internal.blade.BladeRegistry;
import org.copyblade.manager.internal.place.Claims;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.Waits;
import org.copyblade.manager.internal.system.PerhapsArmed;
import org.copyblade.manager.internal.system.PerhapsSuspended;
import org.copyblade.manager.internal.system.SystemCalls;
import org.copyblade.manager.internal.system.SystemRegistry;

/**
 * What every run of the manager works with.
 *
 * @param catalog durable memory
 * @param systems calls outside the window
 * @param groups long work on copy groups
 * @param bladeRegistry for leases over the window
 * @param systemRegistry for leases over the window
 * @param codec of bodies
 * @param locks over systems and hold domains
 * @param targets locks over targets
 * @param threads that establish within windows
 * @param waits between two looks
 * @param perhapsSuspended systems of which nobody has confirmed that they go on
 * @param perhapsArmed suspensions whose guards nobody has ended yet
 * @param withdrawals backups whose copies are going now
 * @param claims which systems this manager protects, and no other of this host
 */
public record Engine(
        Catalog catalog,
        SystemCalls systems,
        GroupSteps groups,
        BladeRegistry bladeRegistry,
        SystemRegistry systemRegistry,
        BodyCodec codec,
        Locks locks,
        TargetLocks targets,
        Executor threads,
        Waits waits,
        PerhapsSuspended perhapsSuspended,
        PerhapsArmed perhapsArmed,
        WithdrawalsUnderWay withdrawals,
        Claims claims) {}
