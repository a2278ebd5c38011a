/** Backup profiles: options, their origin and effective values, live from Config Admin. */
package org.copyblade.manager.internal.profile;
