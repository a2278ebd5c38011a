/** Takes a backup from beginning to end, and answers what is asked of backups. */
package org.copyblade.manager.internal.backup;
