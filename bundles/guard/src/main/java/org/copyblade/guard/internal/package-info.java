/** The guard program, the lease it shares with its peer, and the manager's side of both. */
package org.copyblade.guard.internal;
