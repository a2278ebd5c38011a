/** Makes the copies of a backup: in one window, or in backup mode. */
package org.copyblade.manager.internal.window;
