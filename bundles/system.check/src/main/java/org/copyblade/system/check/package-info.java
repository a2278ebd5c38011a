/**
 * The rules of the protected system contract as runnable code, without any test framework.
 *
 * <p>{@link org.copyblade.system.check.SystemRules} lists the rules; each runs against a {@link
 * org.copyblade.system.check.SystemFixture}, which gives the adapter, a load of commits and, where it can, copies and faults.
 * Each rule says what it does to the system ({@link org.copyblade.system.check.SystemRule.Impact}), so that an operator
 * can stop short of suspending or stopping anything. A rule resumes what it has suspended and starts what it has stopped,
 * also after a failure.
 *
 * <p>Not tried by any rule: that the guards resume the system when this process dies (S5), because the rules die with it.
 *
 * <p>One thread runs rules; the load is a second one.
 */
@Export
@Version("1.0.0")
package org.copyblade.system.check;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
