/** The job entry subsystem: jobs, their spool, and the initiators that run them. */
package org.copyblade.lab.zosmf.internal.jes;
