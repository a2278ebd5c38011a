/** The control data sets of DBRC: what they hold, and how two copies of it are kept on the volumes. */
package org.copyblade.lab.ims.internal.recon;
