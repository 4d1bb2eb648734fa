import { session } from '../state/session.js';
import { useStore } from '../state/store.js';
import { SignIn } from './sign-in.js';
import { Workplace } from './workplace.js';

export function App() {
  const { key, notice } = useStore(session);
  return key === null ? <SignIn notice={notice} /> : <Workplace key={key} apiKey={key} />;
}
