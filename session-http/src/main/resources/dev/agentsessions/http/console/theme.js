// Before anything is drawn, so that the page never flashes in the other colours. Not a module: those wait.
document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'system';
