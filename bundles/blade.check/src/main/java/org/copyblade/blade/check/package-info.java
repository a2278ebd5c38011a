/**
 * The rules of the copy blade contract as runnable code, without any test framework.
 *
 * <p>{@link org.copyblade.blade.check.BladeRules} lists the rules; each runs against a {@link
 * org.copyblade.blade.check.BladeFixture}, which gives the blade and scratch volumes with content, and answers a {@link
 * org.copyblade.blade.check.RuleResult}. {@link org.copyblade.blade.check.ScratchDirectories} is the fixture for blades
 * that copy directories of this host. A rule touches its scratch volumes only and removes every copy it has made, also
 * after a failure. The contract kit runs the same rules under JUnit, the shell runs them at the customer's.
 *
 * <p>Not tried by any rule, because no fixture can show it without cutting the power: that a hardened copy survives a power
 * loss (R9). What a blade makes of a storage that loses an answer, answers late or slowly, fails in part, ends a
 * session, is out of order or lets a hold expire is tried where the fixture can bring it about ({@link org.copyblade.blade.check.BladeFaults}).
 *
 * <p>One thread runs rules; the writer of the dependent-write rule is a second one.
 */
@Export
@Version("1.1.0")
package org.copyblade.blade.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
