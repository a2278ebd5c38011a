/** Starts backups by the schedules of their profiles, and remembers the starts that were missed. */
package org.copyblade.manager.internal.schedule;
