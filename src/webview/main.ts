/** Entry point of the panel's page. */
import './styles/panel.css';
import { connectHost } from './base/hostConnection.ts';
import { createPanel } from './panel.ts';

const app = document.getElementById('app');
if (app !== null) createPanel(app, connectHost());
