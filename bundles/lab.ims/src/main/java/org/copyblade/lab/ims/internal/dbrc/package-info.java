/** Database recovery control: its commands, its listings, and the program that runs them in a job. */
package org.copyblade.lab.ims.internal.dbrc;
