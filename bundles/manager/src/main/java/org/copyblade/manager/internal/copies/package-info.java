/** What is known of a backup and its copy groups, and the work on one group that all runs share. */
package org.copyblade.manager.internal.copies;
