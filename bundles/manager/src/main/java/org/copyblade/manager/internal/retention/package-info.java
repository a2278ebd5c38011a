/** Which backups may go. */
package org.copyblade.manager.internal.retention;
