package org.chorale.job.image;

import java.io.Serializable;

/** What reading images gives: of each volume its slices, then a report; of each file a report. */
sealed interface Scanned extends Serializable permits VolumeSlice, VolumeReport, FileReport {}
