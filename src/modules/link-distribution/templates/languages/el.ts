import type { LinkStrings } from '../link-strings.js';

/** Greek. */
export const el: LinkStrings = {
  subject: 'Η πληρωμή σας προς {merchant}: {amount}',
  heading: 'Πληρωμή προς {merchant}',
  intro: 'Σας ζητείται να πληρώσετε {amount} προς {merchant}.',
  amountLabel: 'Ποσό',
  referenceLabel: 'Αναφορά',
  button: 'Πληρωμή τώρα',
  expires: 'Ο σύνδεσμος ισχύει έως: {date}.',
  copyAddress: 'Αν το κουμπί δεν λειτουργεί, αντιγράψτε αυτή τη διεύθυνση στο πρόγραμμα περιήγησής σας:',
  unexpected:
    'Αν δεν περιμένατε αυτό το μήνυμα, μπορείτε να το αγνοήσετε. Δεν θα χρεωθείτε τίποτα μέχρι να πληρώσετε.',
  sms: '{merchant}: πληρώστε {amount}{reference}{expiry} εδώ: {url}',
  smsExpiry: ' έως {date}',
  reminderSubject: 'Υπενθύμιση πληρωμής προς {merchant}: {amount}',
  reminderIntro: 'Η επιχείρηση {merchant} σας υπενθυμίζει ότι το ποσό {amount} δεν έχει πληρωθεί ακόμη.',
  reminderSms: '{merchant}: υπενθύμιση {amount}{reference}{expiry}: {url}',
  optOut: 'Δεν θέλετε άλλα μηνύματα από {merchant}; Διαγραφή εδώ:',
  unsubscribe: 'Διαγραφή',
  unsubscribeAsk: 'Δεν θέλετε άλλα μηνύματα για πληρωμές από {merchant};',
  unsubscribed: 'Δεν θα λαμβάνετε άλλα μηνύματα για πληρωμές από {merchant}.',
};
