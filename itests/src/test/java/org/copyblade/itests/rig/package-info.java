/**
 * The product's own manager, catalog, blades, adapter and guards in a process of their own without a framework, which starts
 * in well under a second: for tests that kill it hundreds of times.
 */
package org.copyblade.itests.rig;
